/** {@code …/aws-mfa/migration}: brings what users have elsewhere, and gives it back. */
package io.github.keycloakawsmfa.admin.migration;
