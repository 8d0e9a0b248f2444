package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.users.Cursor;
import io.github.keycloakawsmfa.admin.users.UserEntry;
import io.github.keycloakawsmfa.admin.users.UserWalk;
import io.github.keycloakawsmfa.admin.users.Viewer;
import io.github.keycloakawsmfa.aws.AwsRoleIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * One page of a list, as IAM pages: at most {@code MaxItems}, and a {@code Marker} if there may be more. A call looks at a
 * bounded number of users, so it may answer with fewer than were asked for, or none, and a marker, as AWS's may.
 *
 * @param next empty when all has been seen
 */
record IamPage<T>(List<T> items, Optional<IamMarker> next) {

    /** Nobody asks for the users' AWS roles here: they need not be read. */
    private static final AwsRoleIndex NO_ROLES = AwsRoleIndex.of(List.of());

    private static final int DEFAULT = 100;
    private static final int MOST = 1_000;

    /** How many users are read at a time: less than a tenth of a second on a small server. */
    private static final int AT_A_TIME = 1_000;

    /** Those of Keycloak's own tables and those of other stores come in pages of their own. */
    private static final int TIMES = 2;

    /** What a page is about. */
    record Wanted(IamMarker from, int most) {

        static Wanted of(IamParameters parameters) {
            return new Wanted(
                    parameters.text("Marker").map(IamMarker::parse).orElse(IamMarker.START),
                    parameters.whole("MaxItems", 1, MOST).orElse(DEFAULT));
        }
    }

    /** Of a list that is there as a whole. */
    static <T> IamPage<T> of(Wanted wanted, List<T> all) {
        int from = Math.min(wanted.from().done(), all.size());
        int to = Math.min(from + wanted.most(), all.size());
        return new IamPage<>(
                all.subList(from, to), to < all.size() ? Optional.of(IamMarker.beforeUsers(to)) : Optional.empty());
    }

    /**
     * Of what all users have.
     *
     * @param first what comes before all users
     * @param device whether the users have one; empty for either
     * @throws jakarta.ws.rs.ForbiddenException if the caller may not even look for users
     * @param ofUser what a user adds
     */
    static <T> IamPage<T> of(
            Wanted wanted,
            List<T> first,
            Optional<Boolean> device,
            AdminRequest reader,
            Function<UserEntry, List<T>> ofUser) {
        if (!wanted.from().beforeUsers()) {
            return ofUsers(wanted, List.of(), device, reader, ofUser);
        }
        IamPage<T> page = of(wanted, first);
        return page.next().isPresent() ? page : ofUsers(wanted, page.items(), device, reader, ofUser);
    }

    private static <T> IamPage<T> ofUsers(
            Wanted wanted,
            List<T> before,
            Optional<Boolean> device,
            AdminRequest reader,
            Function<UserEntry, List<T>> ofUser) {
        List<T> found = new ArrayList<>(before);
        UserWalk walk = UserWalk.from(wanted.from().after(), Viewer.of(reader), NO_ROLES, device);
        Cursor last = wanted.from().after();
        int skip = wanted.from().beforeUsers() ? 0 : wanted.from().done();
        for (int time = 0; time < TIMES && !walk.isOver(); time++) {
            for (UserEntry user : walk.next(reader.session(), reader.realm(), AT_A_TIME)) {
                List<T> items = ofUser.apply(user);
                for (int done = Math.min(skip, items.size()); done < items.size(); done++) {
                    if (found.size() == wanted.most()) {
                        return new IamPage<>(found, Optional.of(new IamMarker(false, done, last)));
                    }
                    found.add(items.get(done));
                }
                skip = 0;
                last = user.position();
            }
            last = walk.position();
        }
        return new IamPage<>(found, walk.isOver() ? Optional.empty() : Optional.of(new IamMarker(false, 0, last)));
    }

    /** As IAM writes pages: the list, and where it goes on. */
    void write(IamXml xml, String list, BiConsumer<IamXml, T> entry) {
        xml.flag("IsTruncated", next.isPresent());
        next.ifPresent(marker -> xml.text("Marker", marker.toString()));
        xml.members(list, items, entry);
    }
}
