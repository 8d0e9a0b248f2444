/** The code page and everything that asks for a code at sign-in. */
package io.github.keycloakawsmfa.login;
