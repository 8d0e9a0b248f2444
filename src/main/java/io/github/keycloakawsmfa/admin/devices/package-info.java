/** Calls about users' devices, by administrators and by the users themselves. */
package io.github.keycloakawsmfa.admin.devices;
