package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.setup.Providers;
import io.github.keycloakawsmfa.aws.AwsMfaGate;
import io.github.keycloakawsmfa.login.BruteForce;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.common.Profile;
import org.keycloak.common.Version;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * How the server is built: with the whole JAR, on a Keycloak that the plugin knows, and without a feature that it has to
 * guard against. Another check says more about the gate.
 */
record ServerCheck(KeycloakSessionFactory factory) implements Check {

    @Override
    public List<Finding> run() {
        return Stream.of(
                        missingProviders(),
                        unknownRelease(Version.VERSION, BruteForce.lacking()).stream(),
                        tokenExchange().stream())
                .flatMap(findings -> findings)
                .toList();
    }

    private Stream<Finding> missingProviders() {
        return new Providers(factory)
                .missing().stream()
                        .filter(id -> !id.equals(AwsMfaGate.ID))
                        .map(id -> Finding.of(
                                FindingId.PROVIDER_MISSING,
                                "provider " + id,
                                "It is missing on this server: " + Providers.WHY + ".",
                                "Put the whole JAR into providers/ on every node, and build and start without an option"
                                        + " that disables it."));
    }

    /**
     * Whether this Keycloak has what the plugin looks up in it by name: reported at the start, not by the first wrong
     * code.
     *
     * @param version as Keycloak reports it
     * @param lacking sentences without a full stop, as {@link BruteForce#lacking} makes them
     */
    static Optional<Finding> unknownRelease(String version, List<String> lacking) {
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        FindingId.KEYCLOAK_UNKNOWN,
                        "server",
                        "The plugin does not know Keycloak " + version + ": " + String.join("; ", lacking) + ".",
                        "Use a release of the plugin that names this one of Keycloak in its README."));
    }

    /** Of both features, only the legacy one exchanges tokens for SAML assertions (26.4 to 26.7). */
    private static Optional<Finding> tokenExchange() {
        return Profile.isFeatureEnabled(Profile.Feature.TOKEN_EXCHANGE)
                ? Optional.of(Finding.of(
                        FindingId.TOKEN_EXCHANGE_ON,
                        "server",
                        "The feature token-exchange makes SAML assertions without a browser. Only the gate refuses them.",
                        "Build without --features=token-exchange unless you need it; the standard token exchange makes"
                                + " no SAML assertion."))
                : Optional.empty();
    }
}
