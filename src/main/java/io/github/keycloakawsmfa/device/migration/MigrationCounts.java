package io.github.keycloakawsmfa.device.migration;

import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.MigrationOperation.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.models.UserModel;

/** What became of the credentials of several users. */
public final class MigrationCounts {

    /** How many are named; the others are only counted. */
    private static final int NAMED = 1000;

    /** Why nothing was looked at: the user is not there (any more), or is in a directory that does not answer. */
    private static final String NO_USER = "no_user";

    private static final String FAILED = "failed";

    private static final Logger LOG = Logger.getLogger(MigrationCounts.class);

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

    /**
     * What becomes of one user's, whom a directory may not know any more, or not tell: whatever it or an act throws, those
     * behind go on.
     *
     * @param realm its name, for the log
     * @param who likewise
     * @param find null for nobody
     */
    static LedgerResult<List<Moved>> orLeft(
            String realm, String who, Supplier<UserModel> find, Function<UserModel, LedgerResult<List<Moved>>> act) {
        String left = NO_USER;
        try {
            UserModel user = find.get();
            left = FAILED;
            if (user != null) {
                return act.apply(user);
            }
            left = NO_USER;
        } catch (RuntimeException e) {
            LOG.errorf(e, "The one-time codes of %s in realm %s stay as they are", who, realm);
        }
        return new LedgerResult.Done<>(List.of(Moved.not("", left, Set.of())));
    }

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
