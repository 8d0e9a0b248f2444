/** Sealed secrets, and the keys that seal them: no key leaves this room. */
package io.github.keycloakawsmfa.device.seal;
