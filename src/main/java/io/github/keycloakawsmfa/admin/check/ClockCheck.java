package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.device.database.DatabaseClock;
import java.time.Duration;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Whether this node's clock agrees with the database's, and so the other nodes'. A code lives for 30 seconds. */
record ClockCheck(KeycloakSession session, RealmModel realm) implements Check {

    private static final Duration APART = Duration.ofSeconds(10);
    private static final Duration FAR_APART = Duration.ofSeconds(30);

    @Override
    public List<Finding> run() {
        return judge(DatabaseClock.nodeAhead(session, realm));
    }

    static List<Finding> judge(Duration ahead) {
        Duration apart = ahead.abs();
        if (apart.compareTo(APART) <= 0) {
            return List.of();
        }
        return List.of(Finding.of(
                apart.compareTo(FAR_APART) > 0 ? FindingId.CLOCK_FAR_APART : FindingId.CLOCK_APART,
                "this node",
                "The clock of the node that answered is " + apart.toSeconds() + " seconds "
                        + (ahead.isNegative() ? "behind" : "ahead of") + " the database's: right codes may be refused.",
                "Have all nodes and the database follow one time server, such as by chrony."));
    }
}
