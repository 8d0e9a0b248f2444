package io.github.keycloakawsmfa.admin;

import java.util.ArrayList;
import java.util.List;

/**
 * What set-up would do, in order, each change with the deed that makes it. Planning only reads, so that the dry run is
 * the real run without {@link #apply()}.
 */
final class SetupPlan {
    private final List<Change> changes = new ArrayList<>();
    private final List<Runnable> deeds = new ArrayList<>();

    void keep(String what, String name, String detail) {
        changes.add(new Change(what, name, Change.Action.KEEP, detail));
    }

    void create(String what, String name, String detail, Runnable deed) {
        add(new Change(what, name, Change.Action.CREATE, detail), deed);
    }

    void update(String what, String name, String detail, Runnable deed) {
        add(new Change(what, name, Change.Action.UPDATE, detail), deed);
    }

    /** Something of somebody else's that is changed only if the administrator agreed to it. */
    void adopt(String what, String name, String detail, Runnable deed) {
        add(new Change(what, name, Change.Action.ADOPT, detail), deed);
    }

    /** Something in the way that no agreement of set-up's removes. */
    void conflict(String what, String name, String detail) {
        changes.add(new Change(what, name, Change.Action.CONFLICT, detail));
    }

    private void add(Change change, Runnable deed) {
        changes.add(change);
        deeds.add(deed);
    }

    List<Change> changes() {
        return List.copyOf(changes);
    }

    /** @return whether there is anything to do at all */
    boolean isEmpty() {
        return deeds.isEmpty();
    }

    void apply() {
        deeds.forEach(Runnable::run);
    }
}
