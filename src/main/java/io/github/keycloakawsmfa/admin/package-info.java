/** The REST resources that Keycloak asks for; what is behind each path has a room of its own. */
package io.github.keycloakawsmfa.admin;
