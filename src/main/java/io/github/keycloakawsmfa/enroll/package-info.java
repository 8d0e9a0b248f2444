/** The required actions and their pages: assigning a virtual MFA device, and verifying one where no flow asked; and assigning by calls. */
package io.github.keycloakawsmfa.enroll;
