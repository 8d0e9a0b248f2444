package io.github.keycloakawsmfa.admin.check;

import java.util.List;

/** Looks at one thing. */
@FunctionalInterface
public interface Check {

    /** Returns what was found, in any order, never null; changes nothing. */
    List<Finding> run();
}
