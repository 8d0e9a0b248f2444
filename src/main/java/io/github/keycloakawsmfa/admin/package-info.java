/** What administrators call over REST: the set-up call, as a plan of small steps that a dry run shows and a real run does. */
package io.github.keycloakawsmfa.admin;
