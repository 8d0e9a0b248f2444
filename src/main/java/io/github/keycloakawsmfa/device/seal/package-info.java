/** Sealed secrets, and the keys that seal them: no key leaves this package. */
package io.github.keycloakawsmfa.device.seal;
