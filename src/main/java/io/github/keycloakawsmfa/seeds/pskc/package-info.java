/** Portable Symmetric Key Containers: hardware tokens with or without encryption (RFC 6030). */
package io.github.keycloakawsmfa.seeds.pskc;
