/** Transactions, connections and locks of the database that Keycloak and the plugin share. */
package io.github.keycloakawsmfa.device.database;
