package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.login.MarkedPage;
import jakarta.ws.rs.core.Response;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;

/**
 * <em>MFA device assigned</em>. Users with only this one are offered another, so that a lost phone locks nobody out;
 * users signed in elsewhere may end those sessions.
 */
final class AssignedPage {

    private AssignedPage() {}

    static Response of(RequiredActionContext context) {
        boolean only = Devices.of(context.getSession(), context.getRealm(), context.getUser())
                        .list()
                        .size()
                == 1;
        LoginFormsProvider form = context.form()
                .setAttribute("mfaOnlyDevice", only)
                .setAttribute("mfaOtherSessions", OtherSessions.exist(context));
        return MarkedPage.of(context.getSession(), form, "virtual-mfa-assigned.ftl");
    }
}
