/** What users are mailed about, and when it is sent. */
package io.github.keycloakawsmfa.device.mail;
