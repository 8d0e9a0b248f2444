package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/** Whether a realm answers the commands of {@code aws iam}: not unless set-up was told to switch it on. */
public record IamApi(RealmModel realm) {

    private static final String ATTRIBUTE = "aws-mfa.iam-api";

    public boolean isOn() {
        return Boolean.parseBoolean(realm.getAttribute(ATTRIBUTE));
    }

    /** Left as it is if the call does not say. */
    SetupStep step(Optional<Boolean> wanted) {
        return plan -> wanted.ifPresent(on -> plan(plan, on));
    }

    private void plan(SetupPlan plan, boolean wanted) {
        if (isOn() == wanted) {
            plan.keep(Kind.REALM_SETTING, ATTRIBUTE, word(wanted));
        } else {
            plan.update(
                    Kind.REALM_SETTING,
                    ATTRIBUTE,
                    word(!wanted) + " -> " + word(wanted),
                    () -> realm.setAttribute(ATTRIBUTE, wanted));
        }
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }
}
