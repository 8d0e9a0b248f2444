package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import io.github.keycloakawsmfa.device.ledger.WaitingOtp;
import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.internals.UserCounts;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** How far a realm is that brings its built-in one-time codes. Two statements that count. */
record MigrationCheck(KeycloakSession session, RealmModel realm) implements Check {

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        String where = "realm " + realm.getName() + ", ";
        if (!Migration.isReadable(realm)) {
            findings.add(Finding.of(
                    FindingId.MIGRATION_UNREADABLE,
                    where
                            + String.join(
                                    ", ", Migration.ATTRIBUTE, Migration.BEFORE_ATTRIBUTE, Migration.REFUSED_ATTRIBUTE),
                    "What is set cannot be read, or there is no time: no built-in one-time code becomes a device, or none"
                            + " that is peculiar.",
                    "Run set-up with \"migration\"."));
        }
        if (Migration.isWanted(realm) && realm.getOTPPolicy().isCodeReusable()) {
            findings.add(Finding.of(
                    FindingId.MIGRATION_CODES_REUSABLE,
                    where + "OTP policy",
                    "The realm lets one-time codes be used again, so nothing tells which ones Keycloak has accepted: none"
                            + " becomes a device at its user's next code.",
                    "Switch that off in the OTP policy, or move all users at once."));
        }
        if (Migration.isWanted(realm) && FirstDevice.of(realm) == FirstDevice.TICKET) {
            findings.add(Finding.of(
                    FindingId.MIGRATION_TICKETS,
                    where + FirstDevice.ATTRIBUTE,
                    "First devices take a ticket, which anyone who may change users could get around by setting up a"
                            + " one-time code for them: none becomes a device at its user's next code.",
                    "Move all users at once, after a look."));
        }
        if (Migration.before(realm).isEmpty()) {
            return findings;
        }
        UserCounts counts = new UserCounts(session, realm, BuiltInOtp.TYPE);
        long users = counts.having() + counts.federatedHaving();
        if (users > 0) {
            findings.add(Finding.of(
                    FindingId.BUILT_IN_OTP_LEFT,
                    where + BuiltInOtp.TYPE,
                    users + (users == 1 ? " user has" : " users have")
                            + " one-time codes of Keycloak's own, which do not count for AWS.",
                    WaitingOtp.mayWaitIn(realm)
                            ? "They become devices at the next right code, or all at once with POST migration/in."
                            : "To make devices of them, call POST migration/in."));
        }
        return findings;
    }
}
