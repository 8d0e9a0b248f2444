/** The one clock. */
package io.github.keycloakawsmfa.device.time;
