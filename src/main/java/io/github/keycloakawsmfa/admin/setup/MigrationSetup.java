package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import io.github.keycloakawsmfa.device.otp.Migration;
import java.time.Instant;
import java.util.Objects;
import org.keycloak.models.RealmModel;

/**
 * Writes since when Keycloak's own one-time codes become devices, and has flows ask for one of both. Behind what makes AWS's
 * flow.
 *
 * @param first what a first device takes from now on
 */
record MigrationSetup(RealmModel realm, MigrationRequest asked, FirstDevice first, Instant now) implements SetupStep {

    private static final Kind SETTING = Kind.REALM_SETTING;

    @Override
    public void plan(SetupPlan plan) {
        asked.refuse().ifPresent(kinds -> plan(plan, Migration.REFUSED_ATTRIBUTE, Migration.write(kinds)));
        asked.stepForBoth().ifPresent(both -> new EitherCodeStep(realm, both).plan(plan));
        asked.before().ifPresent(time -> plan(plan, Migration.BEFORE_ATTRIBUTE, Migration.write(time)));
        asked.atNextCode().ifPresent(wanted -> planAtNextCode(plan, wanted));
    }

    private void planAtNextCode(SetupPlan plan, boolean wanted) {
        if (wanted && realm.getOTPPolicy().isCodeReusable()) {
            plan.conflict(
                    SETTING,
                    Migration.ATTRIBUTE,
                    "the realm lets codes be used again, so nothing tells which ones Keycloak has accepted: switch"
                            + " that off at Authentication, Policies, OTP policy, or move all users at once");
            return;
        }
        if (wanted && first == FirstDevice.TICKET) {
            plan.conflict(
                    SETTING,
                    Migration.ATTRIBUTE,
                    "first devices take a ticket here, which anyone who may change users could get around by setting up a"
                            + " one-time code for them: move all users at once, after a look");
            return;
        }
        if (wanted && asked.before().isEmpty() && Migration.before(realm).isEmpty()) {
            plan(plan, Migration.BEFORE_ATTRIBUTE, Migration.write(now));
        }
        plan(plan, Migration.ATTRIBUTE, Boolean.toString(wanted));
    }

    private void plan(SetupPlan plan, String name, String wanted) {
        String present = Objects.requireNonNullElse(realm.getAttribute(name), "");
        if (present.equals(wanted)) {
            plan.keep(SETTING, name, shown(wanted));
        } else {
            plan.update(SETTING, name, shown(present) + " -> " + shown(wanted), () -> realm.setAttribute(name, wanted));
        }
    }

    private static String shown(String value) {
        return value.isEmpty() ? ClientSetting.NONE : value;
    }
}
