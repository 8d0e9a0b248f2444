package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.call.JsonBody;
import io.github.keycloakawsmfa.admin.check.Checks;
import io.github.keycloakawsmfa.internals.ShowsVersion;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Puts {@link AwsMfaResource} below {@code /admin/realms/{realm}/aws-mfa}. */
public final class AwsMfaResourceFactory
        implements AdminRealmResourceProviderFactory, AdminRealmResourceProvider, ShowsVersion {
    private static final String ID = "aws-mfa";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return this;
    }

    @Override
    public Object getResource(
            KeycloakSession session, RealmModel realm, AdminPermissionEvaluator auth, AdminEventBuilder adminEvent) {
        JsonBody.requireType(session);
        return new AwsMfaResource(session, realm, auth, adminEvent);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(Checks::atStart);
        factory.register(CoverageTask::atStart);
        factory.register(ReminderSchedule::atStart);
    }

    @Override
    public void close() {}
}
