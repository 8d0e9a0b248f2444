/** Random and hostile input to a real Keycloak: every field of every page, and every call that docs/openapi.yaml describes. */
package io.github.keycloakawsmfa.fuzz;
