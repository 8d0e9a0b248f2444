package io.github.keycloakawsmfa.admin.check;

import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/** Logs what is wrong with the server once it has started, when all providers are there. No realm is checked. */
public final class StartUpCheck implements ProviderEventListener {

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            Report.of(Checks.atStart(started.getFactory())).log("the server");
        }
    }
}
