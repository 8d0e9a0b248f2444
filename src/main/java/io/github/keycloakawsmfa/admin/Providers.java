package io.github.keycloakawsmfa.admin;

import java.util.LinkedHashMap;
import java.util.Map;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.saml.preprocessor.SamlAuthenticationPreprocessor;
import org.keycloak.provider.Provider;

/**
 * The ids of this JAR's providers that set-up writes into a realm. Keycloak passes over a missing mapper, required
 * action or preprocessor without a word, so a realm set up on a server where one is disabled would look guarded and
 * not be: set-up refuses instead.
 */
record Providers(KeycloakSession session) implements SetupStep {
    static final String CODE_FORM = "virtual-mfa-form";
    static final String ASSIGN_ACTION = "virtual-mfa";
    static final String GATE = "aws-mfa-gate";
    static final String SESSION_NAME_MAPPER = "aws-role-session-name-mapper";
    static final String SESSION_DURATION_MAPPER = "aws-session-duration-mapper";
    static final String SESSION_DURATION_SECONDS = "session.duration.seconds";

    @Override
    public void plan(SetupPlan plan) {
        Map<String, Class<? extends Provider>> needed = new LinkedHashMap<>();
        needed.put(GATE, SamlAuthenticationPreprocessor.class);
        needed.put(CODE_FORM, Authenticator.class);
        needed.put(ASSIGN_ACTION, RequiredActionProvider.class);
        needed.put(SESSION_NAME_MAPPER, ProtocolMapper.class);
        needed.put(SESSION_DURATION_MAPPER, ProtocolMapper.class);
        needed.forEach((id, type) -> {
            if (session.getKeycloakSessionFactory().getProviderFactory(type, id) == null) {
                plan.conflict(
                        "provider",
                        id,
                        "missing on this server: the plugin's JAR is incomplete or the provider is disabled by an option");
            }
        });
    }
}
