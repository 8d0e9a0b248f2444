package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.aws.AwsMfaGate;
import io.github.keycloakawsmfa.aws.NameMapper;
import io.github.keycloakawsmfa.aws.PersistentNameIdMapper;
import io.github.keycloakawsmfa.aws.SessionDurationMapper;
import io.github.keycloakawsmfa.device.keycloak.DeviceEventListenerFactory;
import io.github.keycloakawsmfa.device.ledger.LedgerTableFactory;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.enroll.VirtualMfaDevicesAction;
import io.github.keycloakawsmfa.login.AssignAction;
import io.github.keycloakawsmfa.login.CodeRequired;
import java.util.List;
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
 * This JAR's providers. Keycloak silently skips a missing mapper, required action or preprocessor, so a realm set up on
 * a server where one is disabled would look guarded but would not be: set-up refuses instead.
 */
public record Providers(KeycloakSessionFactory factory) implements SetupStep {

    public static final String WHY = "the plugin's JAR is incomplete or the provider is disabled by an option";

    private record Needed(Class<? extends Provider> type, String id) {}

    private static final List<Needed> NEEDED = List.of(
            new Needed(SamlAuthenticationPreprocessor.class, AwsMfaGate.ID),
            new Needed(Authenticator.class, CodeRequired.AUTHENTICATOR),
            new Needed(RequiredActionProvider.class, AssignAction.ID),
            new Needed(RequiredActionProvider.class, VirtualMfaDevicesAction.ID),
            new Needed(ProtocolMapper.class, PersistentNameIdMapper.ID),
            new Needed(ProtocolMapper.class, NameMapper.ROLE_SESSION_NAME_ID),
            new Needed(ProtocolMapper.class, SessionDurationMapper.ID),
            new Needed(ProtocolMapper.class, NameMapper.SOURCE_IDENTITY_ID),
            new Needed(CredentialProvider.class, VirtualMfaDevice.TYPE),
            new Needed(JpaEntityProvider.class, LedgerTableFactory.ID),
            new Needed(EventListenerProvider.class, DeviceEventListenerFactory.ID));

    @Override
    public void plan(SetupPlan plan) {
        missing().forEach(id -> plan.conflict(Kind.PROVIDER, id, "missing on this server: " + WHY));
    }

    /** The ids of those that this server lacks, in no particular order. */
    public List<String> missing() {
        return NEEDED.stream().filter(this::isMissing).map(Needed::id).toList();
    }

    private boolean isMissing(Needed needed) {
        return factory.getProviderFactory(needed.type(), needed.id()) == null;
    }
}
