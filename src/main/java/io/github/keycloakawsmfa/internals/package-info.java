/**
 * What the plugin uses of Keycloak beyond its SPIs: statics that are public by accident, casts to Keycloak's own classes,
 * methods by reflection, and queries on its tables. Each class names the release that it was checked against, and what
 * replaces it when that goes. Nothing is decided here.
 */
package io.github.keycloakawsmfa.internals;
