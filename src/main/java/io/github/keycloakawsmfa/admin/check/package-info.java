/** The check: what it examines on the server, in the realm, its devices and what set-up wrote, and what each finding is. */
package io.github.keycloakawsmfa.admin.check;
