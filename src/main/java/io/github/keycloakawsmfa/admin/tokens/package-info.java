/** {@code …/aws-mfa/tokens}: hardware tokens, from a vendor's file to a user and back. */
package io.github.keycloakawsmfa.admin.tokens;
