package io.github.keycloakawsmfa.device.ledger;

import java.util.List;
import java.util.function.Consumer;

/**
 * What an operation of the ledger has led to.
 *
 * @param events what is told once it is committed
 * @param devices as it leaves them
 */
public record LedgerChange<T>(T outcome, List<Consumer<LedgerEvents>> events, Devices devices) {}
