/** What AWS has to know about a realm: its metadata, and the trust policies and templates for each account. */
package io.github.keycloakawsmfa.admin.trust;
