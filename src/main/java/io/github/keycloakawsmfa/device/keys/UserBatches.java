package io.github.keycloakawsmfa.device.keys;

import io.github.keycloakawsmfa.device.seal.SealedRowScan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Processes the users of a walk, in one pass and in batches, until all have been seen or it is enough for one call.
 *
 * @param pages the next rows each time, sorted by user; empty at the end
 * @param wanted whether a row's user is to be processed
 * @param size how many users at a time
 */
public record UserBatches(Supplier<List<SealedRowScan.Row>> pages, Predicate<SealedRowScan.Row> wanted, int size) {

    /**
     * @param last the user to continue after; empty if all have been seen
     * @param left how many rows of users behind that one were seen: more than zero, if there is such a user
     */
    public record End(Optional<String> last, long left) {}

    /**
     * @param maxUsers after how many users to stop
     * @param isOver whether to stop; one batch is processed in any case, so that calls make progress
     */
    public End work(int maxUsers, BooleanSupplier isOver, Consumer<List<String>> act) {
        String last = "";
        int done = 0;
        for (List<SealedRowScan.Row> page = pages.get(); !page.isEmpty(); page = pages.get()) {
            List<String> users = usersBehind(last, page);
            while (!users.isEmpty()) {
                if (done == maxUsers || (done > 0 && isOver.getAsBoolean())) {
                    return new End(Optional.of(last), rowsOf(users, page));
                }
                int next = Math.min(size, Math.min(users.size(), maxUsers - done));
                List<String> batch = List.copyOf(users.subList(0, next));
                users = users.subList(next, users.size());
                act.accept(batch);
                done += next;
                last = batch.get(next - 1);
            }
        }
        return new End(Optional.empty(), 0);
    }

    /** A user whose rows began on the previous page was processed with all of them. */
    private List<String> usersBehind(String last, List<SealedRowScan.Row> page) {
        Set<String> users = new LinkedHashSet<>();
        page.stream().filter(wanted).forEach(row -> users.add(row.userId()));
        users.remove(last);
        return new ArrayList<>(users);
    }

    private long rowsOf(List<String> users, List<SealedRowScan.Row> page) {
        Set<String> behind = Set.copyOf(users);
        return page.stream()
                .filter(wanted)
                .filter(row -> behind.contains(row.userId()))
                .count();
    }
}
