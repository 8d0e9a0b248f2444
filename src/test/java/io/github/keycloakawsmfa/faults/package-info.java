/** Sign-ins while something of the server fails ({@code ./mvnw -Pstress verify}). */
package io.github.keycloakawsmfa.faults;
