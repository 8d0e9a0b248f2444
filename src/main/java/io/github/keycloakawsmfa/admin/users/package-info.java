/** All users of a realm: who has which devices, page by page. */
package io.github.keycloakawsmfa.admin.users;
