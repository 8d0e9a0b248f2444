package io.github.keycloakawsmfa.internals;

import java.util.Map;
import java.util.Optional;
import org.keycloak.provider.ServerInfoAwareProviderFactory;

/**
 * A factory that tells administrators which release of the plugin it is from, in the admin console's <em>Provider
 * info</em> and in {@code GET /admin/serverinfo}. The interface is of keycloak-server-spi-private, unchanged from 26.4.7
 * to 26.7.3; without it, the start-up log would have to tell.
 */
public interface ShowsVersion extends ServerInfoAwareProviderFactory {

    /** The version that the JAR's manifest tells; nothing where the classes are in no JAR. */
    @Override
    default Map<String, String> getOperationalInfo() {
        return Optional.ofNullable(ShowsVersion.class.getPackage().getImplementationVersion())
                .map(version -> Map.of("version", version))
                .orElse(Map.of());
    }
}
