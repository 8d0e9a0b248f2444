package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
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
public record SetupQuery(boolean dryRun, Optional<String> confirm) {

    public static SetupQuery parse(Map<String, List<String>> parameters) {
        StrictQuery query = StrictQuery.parse(parameters, "dryRun", "confirm");
        return new SetupQuery(query.flag("dryRun"), query.text("confirm"));
    }

    /** Administrators themselves sign in to that realm: a mistake there locks all of them out. */
    public void requireConfirmed(String realm) {
        if (!confirm.equals(Optional.of(realm))) {
            throw new BadCallException("\"scope\": \"realm\" would ask every administrator of this server for a code."
                    + " If you mean it, say it twice: add ?confirm="
                    + URLEncoder.encode(realm, StandardCharsets.UTF_8) + " to the call.");
        }
    }
}
