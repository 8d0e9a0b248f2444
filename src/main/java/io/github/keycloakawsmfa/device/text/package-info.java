/** Texts of somebody else's in events, and the languages of ours on pages and in mails. */
package io.github.keycloakawsmfa.device.text;
