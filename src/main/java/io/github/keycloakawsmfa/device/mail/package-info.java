/** What users are mailed about, and when it goes out. */
package io.github.keycloakawsmfa.device.mail;
