/** What AWS looks like from a SAML identity provider: partitions, addresses, roles, session names. Knows no Keycloak. */
package io.github.keycloakawsmfa.aws.model;
