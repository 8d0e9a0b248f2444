/** Work on all devices of a realm by their keys: counting, trying, resealing, giving up. */
package io.github.keycloakawsmfa.device.keys;
