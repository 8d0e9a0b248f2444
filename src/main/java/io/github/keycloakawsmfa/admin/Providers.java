package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.check.Check;
import io.github.keycloakawsmfa.admin.check.Finding;
import io.github.keycloakawsmfa.admin.check.FindingId;
import io.github.keycloakawsmfa.aws.AwsMfaGate;
import io.github.keycloakawsmfa.aws.PersistentNameIdMapper;
import io.github.keycloakawsmfa.aws.RoleSessionNameMapper;
import io.github.keycloakawsmfa.aws.SessionDurationMapper;
import io.github.keycloakawsmfa.aws.SourceIdentityMapper;
import io.github.keycloakawsmfa.device.CredentialListenerFactory;
import io.github.keycloakawsmfa.device.DisabledUserListenerFactory;
import io.github.keycloakawsmfa.device.FederationListenerFactory;
import io.github.keycloakawsmfa.device.LedgerTableFactory;
import io.github.keycloakawsmfa.device.VirtualMfaCredentialModel;
import io.github.keycloakawsmfa.enroll.VirtualMfaActionFactory;
import io.github.keycloakawsmfa.enroll.VirtualMfaDevicesActionFactory;
import io.github.keycloakawsmfa.login.VirtualMfaFormFactory;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.authentication.Authenticator;
import org.keycloak.authentication.RequiredActionProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.credential.CredentialProvider;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.ProtocolMapper;
import org.keycloak.protocol.saml.preprocessor.SamlAuthenticationPreprocessor;
import org.keycloak.provider.Provider;

/**
 * This JAR's providers. Keycloak passes over a missing mapper, required action or preprocessor without a word, so a
 * realm set up on a server where one is disabled would look guarded and not be: set-up refuses instead.
 */
record Providers(KeycloakSessionFactory factory) implements SetupStep, Check {

    private static final String WHY = "the plugin's JAR is incomplete or the provider is disabled by an option";

    private record Needed(Class<? extends Provider> type, String id) {}

    private static final Needed GATE = new Needed(SamlAuthenticationPreprocessor.class, AwsMfaGate.ID);
    private static final List<Needed> OTHERS = List.of(
            new Needed(Authenticator.class, VirtualMfaFormFactory.ID),
            new Needed(RequiredActionProvider.class, VirtualMfaActionFactory.ID),
            new Needed(RequiredActionProvider.class, VirtualMfaDevicesActionFactory.ID),
            new Needed(ProtocolMapper.class, PersistentNameIdMapper.ID),
            new Needed(ProtocolMapper.class, RoleSessionNameMapper.ID),
            new Needed(ProtocolMapper.class, SessionDurationMapper.ID),
            new Needed(ProtocolMapper.class, SourceIdentityMapper.ID),
            new Needed(CredentialProvider.class, VirtualMfaCredentialModel.TYPE),
            new Needed(JpaEntityProvider.class, LedgerTableFactory.ID),
            new Needed(EventListenerProvider.class, CredentialListenerFactory.ID),
            new Needed(EventListenerProvider.class, FederationListenerFactory.ID),
            new Needed(EventListenerProvider.class, DisabledUserListenerFactory.ID));

    @Override
    public void plan(SetupPlan plan) {
        Stream.concat(Stream.of(GATE), OTHERS.stream())
                .filter(this::isMissing)
                .forEach(needed -> plan.conflict("provider", needed.id(), "missing on this server: " + WHY));
    }

    /** Of the gate another check tells more. */
    @Override
    public List<Finding> look() {
        return OTHERS.stream()
                .filter(this::isMissing)
                .map(needed -> Finding.of(
                        FindingId.PROVIDER_MISSING,
                        "provider " + needed.id(),
                        "It is missing on this server: " + WHY + ".",
                        "Put the whole JAR into providers/ on every node, and build and start without an option that"
                                + " disables it."))
                .toList();
    }

    private boolean isMissing(Needed needed) {
        return factory.getProviderFactory(needed.type(), needed.id()) == null;
    }
}
