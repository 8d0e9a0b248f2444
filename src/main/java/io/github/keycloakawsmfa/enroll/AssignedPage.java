package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.evidence.Evidence;
import io.github.keycloakawsmfa.login.MarkedPage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * <em>MFA device assigned</em>. Users with only this one are offered another, so that a lost phone locks nobody out;
 * users signed in elsewhere may end those sessions. A note in the authentication session makes it survive a reload.
 */
final class AssignedPage {

    private static final String ASSIGNED = "virtual-mfa.assigned";

    private AssignedPage() {}

    /** Shows it from now on, until it is closed. */
    static Response open(RequiredActionContext context, String deviceId) {
        context.getAuthenticationSession().setAuthNote(ASSIGNED, deviceId);
        return of(context);
    }

    /** The note alone says nothing: the evidence of that device counts. */
    static boolean isOpen(RequiredActionContext context) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        String deviceId = authSession.getAuthNote(ASSIGNED);
        return deviceId != null
                && Evidence.recordedHere(context.getSession(), authSession, context.getUser())
                        .map(Evidence::deviceId)
                        .filter(deviceId::equals)
                        .isPresent();
    }

    /**
     * One POST, which closes it.
     *
     * @return whether the user asked for one more device
     */
    static boolean close(RequiredActionContext context, MultivaluedMap<String, String> posted) {
        AuthenticationSessionModel authSession = context.getAuthenticationSession();
        if (posted.getFirst(OtherSessions.NAME) != null) {
            OtherSessions.signOut(context);
        }
        authSession.removeAuthNote(ASSIGNED);
        Optional<DevicesPageState> another =
                DevicesPageState.ofButton(posted.getFirst(DevicesPageState.GO)).filter(DevicesPageState::isAdd);
        another.ifPresent(add -> add.keep(authSession));
        return another.isPresent();
    }

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
