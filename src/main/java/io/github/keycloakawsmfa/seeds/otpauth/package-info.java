/** Lists of an app's entries: otpauth URIs, and those of Google Authenticator's export. */
package io.github.keycloakawsmfa.seeds.otpauth;
