/** The set-up call, as a plan of small steps that a dry run shows and a real run carries out. */
package io.github.keycloakawsmfa.admin.setup;
