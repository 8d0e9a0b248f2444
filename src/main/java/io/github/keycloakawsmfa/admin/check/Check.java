package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import java.util.List;
import java.util.Set;

/** Looks at one thing. */
@FunctionalInterface
public interface Check {

    /** Returns what was found, in any order, never null; changes nothing. */
    List<Finding> run();

    /**
     * Whether what it looks at may be another once a set-up call has done what it plans, so that a dry run can say
     * nothing about it.
     *
     * @param kinds of what the plan changes; may be empty
     */
    default boolean isOvertakenBy(Set<Kind> kinds) {
        return false;
    }
}
