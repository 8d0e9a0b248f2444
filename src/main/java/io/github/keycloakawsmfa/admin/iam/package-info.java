/** The door for AWS's own command line, SDKs and Terraform: IAM's calls about MFA devices, in front of those that exist. */
package io.github.keycloakawsmfa.admin.iam;
