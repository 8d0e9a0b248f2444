/** Work on all devices of a realm by their keys: counted, tried, sealed anew, given up. */
package io.github.keycloakawsmfa.device.keys;
