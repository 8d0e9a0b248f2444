package io.github.keycloakawsmfa.device.ledger;

import java.util.List;
import java.util.function.Consumer;

/**
 * What an operation of the ledger leaves.
 *
 * @param rowsChanged whether it changed a credential row
 * @param events what is reported once it is committed
 * @param devices as it leaves them
 */
public record LedgerChange<T>(
        LedgerResult<T> result, boolean rowsChanged, List<Consumer<LedgerEvents>> events, Devices devices) {}
