package io.github.keycloakawsmfa.admin.setup;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Ids for what set-up makes and Keycloak's tables allow twice (flows, mappers, required actions): of two concurrent
 * calls, the database refuses the second, which then changes nothing.
 */
final class DeterministicId {

    private DeterministicId() {}

    /**
     * @param taken whether something has this id already, though it is no longer what set-up made: renamed, for example
     * @param owner the id of the realm or client that it belongs to
     * @param name as set-up names it
     * @return null if the id is taken: Keycloak then makes one
     */
    static String of(Predicate<String> taken, String owner, String name) {
        String id = UUID.nameUUIDFromBytes(("aws-mfa " + owner + " " + name).getBytes(StandardCharsets.UTF_8))
                .toString();
        return taken.test(id) ? null : id;
    }
}
