/** What every call has in common: who calls, with which rights, and how what they sent is read and refused. */
package io.github.keycloakawsmfa.admin.call;
