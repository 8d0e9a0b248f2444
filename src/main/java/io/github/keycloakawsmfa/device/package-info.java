/** Devices, their sealed secrets and keys, and the ledger: the only place where a code is spent or a device changes. */
package io.github.keycloakawsmfa.device;
