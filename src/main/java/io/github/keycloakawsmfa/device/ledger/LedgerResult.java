package io.github.keycloakawsmfa.device.ledger;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Whether an operation of the ledger took place, and with what outcome.
 *
 * @param <T> the outcome; of type {@link Void} and null for an operation that has only one
 */
public sealed interface LedgerResult<T> {

    /** It is committed, or it needed no change. */
    record Done<T>(T outcome) implements LedgerResult<T> {

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> done,
                Supplier<? extends R> busy,
                Function<? super Unavailable<?>, ? extends R> unavailable) {
            return done.apply(outcome);
        }
    }

    /** The user's row stayed locked, or the database had no connection: nothing happened, try again. */
    record Busy<T>() implements LedgerResult<T> {

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> done,
                Supplier<? extends R> busy,
                Function<? super Unavailable<?>, ? extends R> unavailable) {
            return busy.get();
        }
    }

    /**
     * The devices' key, the devices or the user's row cannot be read: nothing happened.
     *
     * @param reason names what is wrong, for event and log; never shown to the user
     * @param damaged whether it is the user's record, which an administrator can repair, and not the key
     */
    record Unavailable<T>(String reason, boolean damaged) implements LedgerResult<T> {

        @Override
        public <R> R fold(
                Function<? super T, ? extends R> done,
                Supplier<? extends R> busy,
                Function<? super Unavailable<?>, ? extends R> unavailable) {
            return unavailable.apply(this);
        }
    }

    /** What the function of this case returns. */
    <R> R fold(
            Function<? super T, ? extends R> done,
            Supplier<? extends R> busy,
            Function<? super Unavailable<?>, ? extends R> unavailable);

    /** The same with another outcome. */
    default <R> LedgerResult<R> map(Function<? super T, ? extends R> outcome) {
        return fold(
                done -> new Done<>(outcome.apply(done)),
                Busy::new,
                none -> new Unavailable<>(none.reason(), none.damaged()));
    }

    /** The outcome, or this for an operation that did not take place. */
    default T orElse(T other) {
        return fold(Function.identity(), () -> other, none -> other);
    }
}
