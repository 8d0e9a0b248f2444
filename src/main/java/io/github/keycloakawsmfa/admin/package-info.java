/** The REST resources that Keycloak asks for; the code behind each path has a package of its own. */
package io.github.keycloakawsmfa.admin;
