package io.github.keycloakawsmfa.admin.setup;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Predicate;

/** One thing that set-up ensures. */
@FunctionalInterface
interface SetupStep {

    /** Looks and plans; changes nothing itself. */
    void plan(SetupPlan plan);

    /**
     * A deterministic id for what Keycloak's tables allow twice (flows, mappers, required actions): of two concurrent
     * calls that make it, the database refuses the second, which then changes nothing.
     *
     * @param taken whether something has this id already, though it is no longer what set-up made: renamed, for example
     * @param owner the id of the realm or client that it belongs to
     * @param name as set-up names it
     * @return null if the id is taken: Keycloak then makes one
     */
    static String idOf(Predicate<String> taken, String owner, String name) {
        String id = UUID.nameUUIDFromBytes(("aws-mfa " + owner + " " + name).getBytes(StandardCharsets.UTF_8))
                .toString();
        return taken.test(id) ? null : id;
    }
}
