package io.github.keycloakawsmfa.admin.report;

import io.github.keycloakawsmfa.admin.users.UserEntry;
import io.github.keycloakawsmfa.admin.users.UserWalk;
import io.github.keycloakawsmfa.device.database.OwnTransaction;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;

/**
 * Writes the report while it is being read. Each page of users is a transaction of its own, over before its lines are
 * sent: a slow reader holds no lock, no connection and no snapshot. If it fails in the middle, the response breaks off
 * without its end, which HTTP clients report.
 *
 * @param realm its id, and its name in the report
 * @param walk over the users to report
 */
record CredentialReport(
        KeycloakSession session,
        String realmId,
        String realm,
        UserWalk walk,
        Function<OutputStream, ReportWriter> format)
        implements StreamingOutput {

    @Override
    public void write(OutputStream out) throws IOException {
        ReportWriter report = format.apply(out);
        report.begin();
        send(report, out);
        // What the call itself has read, it has read: its transaction would stay open with its connection until the
        // end (26.7.3, CloseSessionFilter).
        session.getTransactionManager().commit();
        while (!walk.isOver()) {
            List<UserEntry> page =
                    OwnTransaction.run(session, realmId, (reading, same) -> walk.next(reading, same, UserWalk.PAGE));
            for (UserEntry user : page) {
                report.user(ReportLine.of(user, realm));
            }
            send(report, out);
        }
        report.notListed(OwnTransaction.run(session, realmId, (reading, same) -> NotListed.inReport(same)));
        send(report, out);
    }

    private static void send(ReportWriter report, OutputStream out) throws IOException {
        report.flush();
        out.flush();
    }
}
