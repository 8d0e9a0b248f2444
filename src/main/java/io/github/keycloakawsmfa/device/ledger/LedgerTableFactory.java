package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.FirstSealEntity;
import io.github.keycloakawsmfa.device.token.TokenEntity;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Adds the ledger's table to Keycloak's own database; Liquibase creates and updates it when the server starts. */
public final class LedgerTableFactory implements JpaEntityProviderFactory {

    /** The provider id. */
    public static final String ID = "virtual-mfa-ledger";

    private record LedgerTable() implements JpaEntityProvider {

        @Override
        public List<Class<?>> getEntities() {
            return List.of(LedgerEntity.class, FirstSealEntity.class, TokenEntity.class);
        }

        @Override
        public String getChangelogLocation() {
            return "META-INF/virtual-mfa-changelog.xml";
        }

        @Override
        public String getFactoryId() {
            return ID;
        }

        @Override
        public void close() {}
    }

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new LedgerTable();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return ID;
    }
}
