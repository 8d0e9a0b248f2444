package io.github.keycloakawsmfa.login;

import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.RealmModel;

/** Whether a flow asks for a code of a virtual MFA device. */
public final class CodeInFlow {

    /** The id of the authenticator that asks for a code. */
    public static final String AUTHENTICATOR = "virtual-mfa-form";

    private CodeInFlow() {}

    /** A conditional subflow does not count: whether its conditions hold for a user is only known inside the flow. */
    public static boolean of(RealmModel realm, AuthenticationFlowModel flow) {
        return flow != null
                && realm.getAuthenticationExecutionsStream(flow.getId()).anyMatch(execution -> asks(realm, execution));
    }

    private static boolean asks(RealmModel realm, AuthenticationExecutionModel execution) {
        if (execution.isAuthenticatorFlow()) {
            return (execution.isRequired() || execution.isAlternative())
                    && of(realm, realm.getAuthenticationFlowById(execution.getFlowId()));
        }
        return execution.isRequired() && AUTHENTICATOR.equals(execution.getAuthenticator());
    }
}
