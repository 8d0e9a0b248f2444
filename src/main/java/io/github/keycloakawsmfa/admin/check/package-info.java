/** What a check finds, and the checks that look at the server, the realm and the devices; what set-up wrote is checked in {@code admin}. */
package io.github.keycloakawsmfa.admin.check;
