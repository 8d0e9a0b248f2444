/** What all users of a realm have, for auditors: the credential report and the coverage. */
package io.github.keycloakawsmfa.admin.report;
