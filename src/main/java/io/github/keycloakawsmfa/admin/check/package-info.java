/** The check: what is looked at on the server, in the realm, of its devices and of what set-up wrote, and what each finding is. */
package io.github.keycloakawsmfa.admin.check;
