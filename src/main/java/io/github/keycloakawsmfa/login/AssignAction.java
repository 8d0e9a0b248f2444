package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RequiredActionProviderModel;

/** The required action {@code virtual-mfa}, as far as the flow has to know it. */
public final class AssignAction {

    /** Provider id and alias: the credential type, by which Keycloak's account console offers to assign a device. */
    public static final String ID = VirtualMfaDevice.TYPE;

    /** As administrators see it. A realm stores it when set-up registers the action. */
    public static final String NAME = "Assign virtual MFA device";

    private AssignAction() {}

    /**
     * Whether Keycloak would run the action. It skips a pending action that is disabled or unregistered (26.7.3,
     * {@code AuthenticationManager.getApplicableRequiredAction}), and shows its own error page if a server option
     * disables the action's provider; so callers that rely on the action ask here first.
     */
    static boolean runsIn(KeycloakSession session, RealmModel realm) {
        return runsIn(session, realm, ID);
    }

    /** The same for another action. */
    public static boolean runsIn(KeycloakSession session, RealmModel realm, String id) {
        RequiredActionProviderModel model = realm.getRequiredActionProviderByAlias(id);
        return model != null
                && model.isEnabled()
                && id.equals(model.getProviderId())
                && session.getKeycloakSessionFactory().getProviderFactory(RequiredActionProvider.class, id) != null;
    }
}
