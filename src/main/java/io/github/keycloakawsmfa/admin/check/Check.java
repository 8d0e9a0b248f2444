package io.github.keycloakawsmfa.admin.check;

import java.util.List;

/** Looks at one thing. */
@FunctionalInterface
public interface Check {

    /** What was found; it changes nothing. Never null, in any order. */
    List<Finding> run();
}
