package io.github.keycloakawsmfa.device.migration;

import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.MigrationOperation.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What became of the credentials of several users. */
public final class MigrationCounts {

    /** How many are named; the others are only counted. */
    private static final int NAMED = 1000;

    /** Why nothing was looked at: the user is not there (any more), or is in a directory that does not answer. */
    static final String NO_USER = "no_user";

    /**
     * One that stays what it is.
     *
     * @param whose the user's id, or the entry of a list
     * @param credentialId empty if none was looked at
     */
    public record Left(String whose, String credentialId, String reason) {}

    private final Map<String, Integer> peculiarities = new TreeMap<>();
    private final Map<String, Integer> reasons = new TreeMap<>();
    private final List<Left> left = new ArrayList<>();
    private int moved;
    private int users;

    void add(String userId, LedgerResult<List<Moved>> result) {
        result.fold(
                all -> {
                    add(userId, all);
                    return null;
                },
                () -> {
                    leave(new Left(userId, "", "busy"));
                    return null;
                },
                none -> {
                    leave(new Left(userId, "", none.damaged() ? "record_damaged" : "key_unavailable"));
                    return null;
                });
    }

    void add(String userId, List<Moved> all) {
        boolean any = false;
        for (Moved one : all) {
            one.problem().ifPresent(why -> leave(new Left(userId, one.credentialId(), why)));
            if (one.problem().isEmpty()) {
                any = true;
                moved++;
                one.peculiarities()
                        .forEach(peculiarity -> peculiarities.merge(peculiarity.wireName(), 1, Integer::sum));
            }
        }
        users += any ? 1 : 0;
    }

    private void leave(Left one) {
        reasons.merge(one.reason(), 1, Integer::sum);
        if (left.size() < NAMED) {
            left.add(one);
        }
    }

    /** How many credentials were moved, or would be. */
    public int moved() {
        return moved;
    }

    /** Of how many users. */
    public int users() {
        return users;
    }

    /** How many of them differ from a device that is assigned here, by the word for it. */
    public Map<String, Integer> peculiarities() {
        return peculiarities;
    }

    /** How many stay, by the reason. */
    public Map<String, Integer> reasons() {
        return reasons;
    }

    /** Those that stay, at most {@value #NAMED}. */
    public List<Left> left() {
        return left;
    }
}
