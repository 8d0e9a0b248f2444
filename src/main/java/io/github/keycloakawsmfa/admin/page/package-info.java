/** The page for administrators, as a browser gets it: documents from the JAR, and nothing about the realm but its name. */
package io.github.keycloakawsmfa.admin.page;
