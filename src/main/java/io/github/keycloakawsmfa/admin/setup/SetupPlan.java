package io.github.keycloakawsmfa.admin.setup;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What set-up would do, in order, each change with the action that makes it. Planning only reads, so the dry run is the
 * real run without {@link #apply()}.
 */
public final class SetupPlan {

    /** The kinds of things that set-up looks at. Scripts read the wire names. */
    public enum Kind {
        PROVIDER,
        REALM_SETTING,
        REQUIRED_ACTION,
        KEY,
        AWS_ROLES,
        AWS_ATTRIBUTE,
        CLIENT,
        CLIENT_SETTING,
        CLIENT_SCOPE,
        MAPPER,
        MAPPER_SETTING,
        ROLE,
        ROLLOUT,
        FLOW,
        FLOW_BINDING,
        OTHER_AWS_CLIENT;

        /** As in answers. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One line of the plan, as the administrator reads it.
     *
     * @param detail old and new value, or why; may be empty
     */
    public record Change(Kind what, String name, Action action, String detail) {

        public enum Action {
            CREATE,
            UPDATE,
            ADOPT,
            KEEP,
            CONFLICT;

            @JsonValue
            String id() {
                return name().toLowerCase(Locale.ROOT);
            }

            /** Whether something is done, and nobody has to agree. */
            public boolean isPlain() {
                return this == CREATE || this == UPDATE;
            }
        }

        /** An adoption that nobody agreed to. */
        public Change refused() {
            return action == Action.ADOPT
                    ? new Change(what, name, Action.CONFLICT, detail + " (send \"adopt\": true to agree)")
                    : this;
        }
    }

    /** A change and the action that makes it; it does nothing for what is kept or in the way. */
    public record PlannedChange(Change change, Runnable action) {}

    private final List<PlannedChange> planned = new ArrayList<>();

    void keep(Kind what, String name, String detail) {
        add(new Change(what, name, Change.Action.KEEP, detail), () -> {});
    }

    void create(Kind what, String name, String detail, Runnable action) {
        add(new Change(what, name, Change.Action.CREATE, detail), action);
    }

    void update(Kind what, String name, String detail, Runnable action) {
        add(new Change(what, name, Change.Action.UPDATE, detail), action);
    }

    /** Something made by somebody else, changed only if the administrator agreed. */
    void adopt(Kind what, String name, String detail, Runnable action) {
        add(new Change(what, name, Change.Action.ADOPT, detail), action);
    }

    /** Something in the way that no agreement can remove. */
    void conflict(Kind what, String name, String detail) {
        add(new Change(what, name, Change.Action.CONFLICT, detail), () -> {});
    }

    /** Part of a planned change, without a line of its own; ignored if there is no such change. */
    void also(Kind what, String name, Runnable action) {
        planned.replaceAll(part -> part.change().what() == what
                        && part.change().name().equals(name)
                        && part.change().action() == Change.Action.CREATE
                ? new PlannedChange(part.change(), () -> {
                    part.action().run();
                    action.run();
                })
                : part);
    }

    private void add(Change change, Runnable action) {
        planned.add(new PlannedChange(change, action));
    }

    public List<PlannedChange> planned() {
        return List.copyOf(planned);
    }

    public List<Change> changes() {
        return planned.stream().map(PlannedChange::change).toList();
    }

    /** @return whether there is nothing to do */
    public boolean isEmpty() {
        return planned.stream()
                .map(part -> part.change().action())
                .allMatch(action -> action == Change.Action.KEEP || action == Change.Action.CONFLICT);
    }

    public void apply() {
        planned.forEach(part -> part.action().run());
    }
}
