/** Hardware tokens: those that wait for a user, and whose each is. */
package io.github.keycloakawsmfa.device.token;
