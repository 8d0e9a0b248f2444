package io.github.keycloakawsmfa.demo;

import io.github.keycloakawsmfa.demo.KeycloakAdmin.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/**
 * The trust policies that the plugin generates for the demo's roles, asked for each time, as if an administrator gave them to the
 * roles at once.
 */
final class DemoPolicies implements Function<AwsRole, Optional<TrustPolicy>> {

    private final URI keycloak;

    DemoPolicies(URI keycloak) {
        this.keycloak = keycloak;
    }

    /** Empty where the plugin generates none. */
    @Override
    public Optional<TrustPolicy> apply(AwsRole role) {
        String path = "/%s/aws-mfa/trust-policy?account=%s&role=%s"
                .formatted(
                        DemoRealm.NAME,
                        role.accountId(),
                        URLEncoder.encode(role.nameWithPath(), StandardCharsets.UTF_8));
        try {
            // A token lasts a minute, the demo much longer.
            Reply reply = new KeycloakAdmin(keycloak).get(path);
            return reply.status() == 200
                    ? Optional.of(TrustPolicy.parse(reply.body().toString()))
                    : Optional.empty();
        } catch (IOException | DemoProblem e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
