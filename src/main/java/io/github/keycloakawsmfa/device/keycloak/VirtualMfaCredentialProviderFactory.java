package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.ShowsVersion;
import org.keycloak.credential.CredentialProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Registers the credential type, and clears the ledger's table of users and realms that are gone. */
public final class VirtualMfaCredentialProviderFactory
        implements CredentialProviderFactory<VirtualMfaCredentialProvider>, ShowsVersion {

    @Override
    public VirtualMfaCredentialProvider create(KeycloakSession session) {
        return new VirtualMfaCredentialProvider(session);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(new LedgerCleaner());
    }

    @Override
    public String getId() {
        return VirtualMfaDevice.TYPE;
    }
}
