package io.github.keycloakawsmfa.admin.users;

import io.github.keycloakawsmfa.admin.call.StrictQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * One page of a list. A call looks at a bounded number of users, however few of them count: so, as with AWS's own lists,
 * it may answer with fewer than were asked for, or none, and with where to go on.
 *
 * @param most how many are wanted
 * @param after where to begin
 */
record Paging(int most, Cursor after) {

    private static final int DEFAULT = 100;
    private static final int MOST = 1000;

    /** Less than a tenth of a second on a small server. */
    private static final int LOOKED_AT = 1000;

    /** @param next empty when all users have been seen */
    record Page<T>(List<T> items, Optional<Cursor> next) {}

    /** The query parameters {@code max} and {@code after}. */
    static Paging parse(StrictQuery query) {
        return new Paging(
                query.whole("max", 1, MOST).orElse(DEFAULT),
                query.text("after").map(Cursor::parse).orElse(Cursor.START));
    }

    /**
     * @param walk from {@link #after} on
     * @param items what a user adds to the list; the last user adds all of theirs, even if that is too many
     */
    <T> Page<T> of(
            UserWalk walk, KeycloakSession session, RealmModel realm, Function<UserEntry, ? extends List<T>> items) {
        List<T> found = new ArrayList<>();
        Cursor last = after;
        int looked = 0;
        while (looked < LOOKED_AT && !walk.isOver()) {
            // If all count, one page of the wanted size is enough; if few do, more are looked at at once.
            int page = looked == 0 ? Math.max(most, DEFAULT) : UserWalk.PAGE;
            looked += page;
            for (UserEntry user : walk.next(session, realm, page)) {
                if (found.size() >= most) {
                    return new Page<>(found, Optional.of(last));
                }
                found.addAll(items.apply(user));
                last = user.position();
            }
            last = walk.position();
            if (found.size() >= most) {
                break;
            }
        }
        return new Page<>(found, walk.isOver() ? Optional.empty() : Optional.of(last));
    }
}
