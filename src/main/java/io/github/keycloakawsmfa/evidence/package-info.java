/** What was proven: evidence of MFA, recorded and verified here, and whether a sign-in has proved who its user is. */
package io.github.keycloakawsmfa.evidence;
