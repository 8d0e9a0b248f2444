package io.github.keycloakawsmfa.device.ledger;

import java.util.List;
import java.util.function.Consumer;

/**
 * The result of an operation of the ledger.
 *
 * @param events what is reported once it is committed
 * @param devices as it leaves them
 */
public record LedgerChange<T>(T outcome, List<Consumer<LedgerEvents>> events, Devices devices) {}
