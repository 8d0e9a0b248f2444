/** Calls about the keys under which devices are sealed. */
package io.github.keycloakawsmfa.admin.keys;
