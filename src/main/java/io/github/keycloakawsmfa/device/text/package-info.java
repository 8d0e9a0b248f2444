/** Other people's texts in events, and the languages of our own on pages and in mails. */
package io.github.keycloakawsmfa.device.text;
