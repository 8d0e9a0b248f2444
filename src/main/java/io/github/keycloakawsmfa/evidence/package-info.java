/** What was proven: evidence of MFA, recorded and verified here, and who has the standing to record it. */
package io.github.keycloakawsmfa.evidence;
