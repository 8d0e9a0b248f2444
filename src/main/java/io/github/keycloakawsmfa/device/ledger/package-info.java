/** The ledger: the only place where a code is spent or a device changes, under the lock of the user's row. */
package io.github.keycloakawsmfa.device.ledger;
