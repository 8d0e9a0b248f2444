package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.admin.setup.Scope;
import io.github.keycloakawsmfa.admin.setup.SetupRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The query of a set-up call.
 *
 * @param confirm the name of a realm, repeated
 */
record SetupQuery(boolean dryRun, Optional<String> confirm) {

    static SetupQuery parse(Map<String, List<String>> parameters) {
        StrictQuery query = StrictQuery.parse(parameters, "dryRun", "confirm");
        return new SetupQuery(query.flag("dryRun"), query.text("confirm"));
    }

    /** For the realm in which administrators themselves sign in: what concerns all of them is said twice. */
    void requireConfirmed(String realm, SetupRequest request) {
        if (request.scope() == Scope.REALM) {
            requireConfirmed(realm, "\"scope\": \"realm\" would ask every administrator of this server for a code.");
        }
        if (request.switchesIamOn()) {
            requireConfirmed(
                    realm, "\"iamApi\" in this realm is a door to the devices of all administrators of this server.");
        }
        if (request.namesThePage()) {
            requireConfirmed(
                    realm, "\"adminPage\" in this realm is a page whose tokens administer every realm of this server.");
        }
    }

    /** A mistake there locks all of them out, and a token of theirs is good for all realms. */
    private void requireConfirmed(String realm, String effect) {
        if (!confirm.equals(Optional.of(realm))) {
            throw new BadCallException(effect + " If you mean it, say it twice: add ?confirm="
                    + URLEncoder.encode(realm, StandardCharsets.UTF_8) + " to the call.");
        }
    }
}
