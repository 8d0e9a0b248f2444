package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.aws.AwsMfaGate;
import io.github.keycloakawsmfa.aws.RoleSessionNameMapper;
import io.github.keycloakawsmfa.aws.SessionDurationMapper;
import io.github.keycloakawsmfa.enroll.VirtualMfaActionFactory;
import io.github.keycloakawsmfa.login.VirtualMfaFormFactory;
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

    @Override
    public void plan(SetupPlan plan) {
        Map<String, Class<? extends Provider>> needed = new LinkedHashMap<>();
        needed.put(AwsMfaGate.ID, SamlAuthenticationPreprocessor.class);
        needed.put(VirtualMfaFormFactory.ID, Authenticator.class);
        needed.put(VirtualMfaActionFactory.ID, RequiredActionProvider.class);
        needed.put(RoleSessionNameMapper.ID, ProtocolMapper.class);
        needed.put(SessionDurationMapper.ID, ProtocolMapper.class);
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
