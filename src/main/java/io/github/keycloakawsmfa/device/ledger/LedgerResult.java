package io.github.keycloakawsmfa.device.ledger;

import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Whether an operation of the ledger took place, and with what outcome. */
sealed interface LedgerResult<T> {

    /** It is committed. */
    record Done<T>(T outcome) implements LedgerResult<T> {}

    /** The row stayed locked, or the database had no connection available: nothing was read or changed. */
    record Busy<T>() implements LedgerResult<T> {}

    /**
     * Nothing was changed, because the key or the row cannot be read.
     *
     * @param damaged whether it is the row
     */
    record Unavailable<T>(String reason, boolean damaged) implements LedgerResult<T> {}

    /**
     * The outcome, or what stands for its absence.
     *
     * @param unavailable takes the reason, and whether the row is damaged
     */
    default T orElse(Supplier<? extends T> busy, BiFunction<String, Boolean, ? extends T> unavailable) {
        if (this instanceof Done<T> done) {
            return done.outcome();
        }
        return this instanceof Unavailable<T> none ? unavailable.apply(none.reason(), none.damaged()) : busy.get();
    }
}
