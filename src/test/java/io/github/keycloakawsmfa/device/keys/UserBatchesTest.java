package io.github.keycloakawsmfa.device.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.seal.SealedRowScan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.keycloak.credential.CredentialModel;

class UserBatchesTest {

    private static final int ALL = Integer.MAX_VALUE;

    private final List<List<String>> batches = new ArrayList<>();
    private Instant now = Instant.EPOCH;
    private int pagesLeft;

    @Test
    void allAreWorkedOnInBatches() {
        UserBatches.End end = work(2, ALL, users -> {}, "a a b c", "d e");

        assertThat(batches).containsExactly(List.of("a", "b"), List.of("c"), List.of("d", "e"));
        assertThat(end).isEqualTo(new UserBatches.End(Optional.empty(), 0));
    }

    @Test
    void whoIsFineAlreadyIsLeftOut() {
        UserBatches.End end = work(2, ALL, users -> {}, "a FINE b", "FINE FINE", "FINE c");

        assertThat(batches).containsExactly(List.of("a", "b"), List.of("c"));
        assertThat(end.last()).isEmpty();
    }

    @Test
    void theOneWhoseRowsGoOnOnTheNextPageIsWorkedOnOnce() {
        UserBatches.End end = work(2, 2, users -> {}, "a b", "b b", "b");

        assertThat(batches).containsExactly(List.of("a", "b"));
        assertThat(end).isEqualTo(new UserBatches.End(Optional.empty(), 0));
    }

    @Test
    void afterTheMostUsersItTellsWhereToGoOn() {
        UserBatches.End end = work(2, 3, users -> {}, "a b c d d", "e");

        assertThat(batches).containsExactly(List.of("a", "b"), List.of("c"));
        assertThat(end).isEqualTo(new UserBatches.End(Optional.of("c"), 2));
        assertThat(pagesLeft).as("pages that were not read").isEqualTo(1);
    }

    @Test
    void ifNobodyIsBehindTheMostUsersThereIsNothingToGoOnWith() {
        assertThat(work(2, 2, users -> {}, "a b", "FINE").last()).isEmpty();
    }

    @Test
    void whenTheTimeIsOverItTellsWhereToGoOn() {
        UserBatches.End end = work(1, ALL, users -> now = now.plusSeconds(7), "a b c", "d e");

        assertThat(batches).containsExactly(List.of("a"), List.of("b"), List.of("c"));
        assertThat(end).isEqualTo(new UserBatches.End(Optional.of("c"), 2));
    }

    @Test
    void oneBatchIsWorkedOnHoweverLittleTimeThereIs() {
        now = Instant.EPOCH.plusSeconds(100);
        List<UserBatches.End> ends = new ArrayList<>();
        ends.add(work(1, ALL, Duration.ZERO, users -> {}, "a b"));
        ends.add(work(1, ALL, Duration.ZERO, users -> {}, "b"));

        assertThat(batches).containsExactly(List.of("a"), List.of("b"));
        assertThat(ends).extracting(UserBatches.End::last).containsExactly(Optional.of("a"), Optional.empty());
    }

    private UserBatches.End work(int size, int maxUsers, Consumer<List<String>> act, String... pages) {
        return work(size, maxUsers, Duration.ofSeconds(20), act, pages);
    }

    private UserBatches.End work(int size, int maxUsers, Duration limit, Consumer<List<String>> act, String... pages) {
        Queue<List<SealedRowScan.Row>> rows =
                new ArrayDeque<>(Arrays.stream(pages).map(UserBatchesTest::page).toList());
        Instant over = now.plus(limit);
        UserBatches.End end = new UserBatches(
                        () -> rows.isEmpty() ? List.of() : rows.remove(),
                        row -> !row.userId().equals("FINE"),
                        size)
                .work(maxUsers, () -> !now.isBefore(over), users -> {
                    batches.add(users);
                    act.accept(users);
                });
        pagesLeft = rows.size();
        return end;
    }

    private static List<SealedRowScan.Row> page(String users) {
        return Arrays.stream(users.split(" "))
                .map(user -> new SealedRowScan.Row(user, new CredentialModel()))
                .toList();
    }
}
