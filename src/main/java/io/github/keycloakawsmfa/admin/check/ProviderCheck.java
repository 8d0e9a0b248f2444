package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.setup.Providers;
import io.github.keycloakawsmfa.aws.Gate;
import java.util.List;
import org.keycloak.models.KeycloakSessionFactory;

/** The JAR's providers that this server lacks; another check says more about the gate. */
record ProviderCheck(KeycloakSessionFactory factory) implements Check {

    @Override
    public List<Finding> run() {
        return new Providers(factory)
                .missing().stream()
                        .filter(id -> !id.equals(Gate.ID))
                        .map(id -> Finding.of(
                                FindingId.PROVIDER_MISSING,
                                "provider " + id,
                                "It is missing on this server: " + Providers.WHY + ".",
                                "Put the whole JAR into providers/ on every node, and build and start without an option"
                                        + " that disables it."))
                        .toList();
    }
}
