/** Hardware tokens in tables with separators, as vendors ship them. */
package io.github.keycloakawsmfa.seeds.csv;
