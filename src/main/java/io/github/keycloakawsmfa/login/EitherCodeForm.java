package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.ledger.Devices;
import java.util.List;
import org.keycloak.authentication.AuthenticationFlowContext;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.RequiredActionFactory;
import org.keycloak.authentication.authenticators.browser.OTPFormAuthenticator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Stands where Keycloak's own step for a one-time code stood, and asks each user once: those with a device, or with a
 * one-time code that becomes one, as {@link VirtualMfaForm} does, and all others as Keycloak does. It is no validator of one
 * credential type: Keycloak passes such a step over for users who have none of that type (26.4 to 26.7,
 * AuthenticationSelectionResolver).
 */
final class EitherCodeForm implements Authenticator {

    /** Auth note: the id of the user whom our page was shown to last. */
    private static final String OURS_SHOWN = "virtual-mfa.either-code-ours";

    private final Authenticator ours = new VirtualMfaForm();
    private final OTPFormAuthenticator keycloaks = new OTPFormAuthenticator();

    @Override
    public void authenticate(AuthenticationFlowContext context) {
        UserModel user = context.getUser();
        if (takesOurs(context.getSession(), context.getRealm(), user)) {
            context.getAuthenticationSession().setAuthNote(OURS_SHOWN, user.getId());
            ours.authenticate(context);
        } else {
            context.getAuthenticationSession().removeAuthNote(OURS_SHOWN);
            keycloaks.authenticate(context);
        }
    }

    /** By the page that was shown: both have a field of the same name. */
    @Override
    public void action(AuthenticationFlowContext context) {
        String shownTo = context.getAuthenticationSession().getAuthNote(OURS_SHOWN);
        (context.getUser().getId().equals(shownTo) ? ours : keycloaks).action(context);
    }

    private static boolean takesOurs(KeycloakSession session, RealmModel realm, UserModel user) {
        return Devices.of(session, realm, user).any();
    }

    @Override
    public boolean requiresUser() {
        return true;
    }

    @Override
    public boolean configuredFor(KeycloakSession session, RealmModel realm, UserModel user) {
        return takesOurs(session, realm, user) || keycloaks.configuredFor(session, realm, user);
    }

    @Override
    public void setRequiredActions(KeycloakSession session, RealmModel realm, UserModel user) {
        keycloaks.setRequiredActions(session, realm, user);
    }

    @Override
    public List<RequiredActionFactory> getRequiredActions(KeycloakSession session) {
        return keycloaks.getRequiredActions(session);
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
