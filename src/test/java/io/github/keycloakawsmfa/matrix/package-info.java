/** The integration tests on other Keycloaks and Javas, one after the other: {@code ./mvnw -Pmatrix}. */
package io.github.keycloakawsmfa.matrix;
