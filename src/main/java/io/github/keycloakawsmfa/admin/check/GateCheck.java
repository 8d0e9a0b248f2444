package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.aws.AwsMfaGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.saml.preprocessor.SamlAuthenticationPreprocessor;
import org.keycloak.provider.ProviderFactory;

/**
 * Whether the gate is in place. Keycloak starts silently if an option disables it, or if another provider is chosen for
 * its SPI and is then the only one loaded (26.7.3, DefaultKeycloakSessionFactory.loadFactories).
 */
record GateCheck(KeycloakSessionFactory factory) implements Check {

    private static final String SPI = "saml-authentication-preprocessor";
    private static final String OPTION = "--spi-" + SPI + "--";
    private static final String GATE = OPTION + AwsMfaGate.ID;

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        ProviderFactory<?> gate = factory.getProviderFactory(SamlAuthenticationPreprocessor.class, AwsMfaGate.ID);
        if (!(gate instanceof AwsMfaGate ours)) {
            findings.add(absent(
                    Optional.ofNullable(Config.getProvider(SPI)),
                    Config.scope(SPI, AwsMfaGate.ID).getBoolean("enabled", true)));
        } else if (!ours.modeIsReadable()) {
            findings.add(Finding.of(
                    FindingId.GATE_MODE_UNREADABLE,
                    "server",
                    "The gate's mode is neither enforce nor observe, so it enforces.",
                    "Write one of them into " + GATE + "--mode, and start again."));
        } else if (!ours.enforces()) {
            findings.add(Finding.of(
                    FindingId.GATE_OBSERVES,
                    "server",
                    "The gate only observes: AWS responses leave without MFA.",
                    "When the events aws_mfa_refused have ceased, start without " + GATE + "--mode."));
        }
        List<String> others = factory.getProviderFactoriesStream(SamlAuthenticationPreprocessor.class)
                .map(other -> other.getId())
                .filter(id -> !id.equals(AwsMfaGate.ID))
                .sorted()
                .toList();
        if (!others.isEmpty()) {
            findings.add(Finding.of(
                    FindingId.GATE_NOT_ALONE,
                    "server",
                    "Other SAML preprocessors may change a response after the gate: " + String.join(", ", others) + ".",
                    "Make sure that you know what they do, or disable them by " + OPTION + "NAME--enabled=false."));
        }
        return findings;
    }

    /**
     * Why there is no gate.
     *
     * @param chosen the one provider chosen for the SPI
     * @param enabled whether the gate's own option allows it
     */
    static Finding absent(Optional<String> chosen, boolean enabled) {
        String open =
                "There is no gate: what set-up has never seen reaches AWS without MFA, and its clients get no roles.";
        if (!enabled) {
            return Finding.of(
                    FindingId.GATE_DISABLED, "server", open, "Build and start without " + GATE + "--enabled=false.");
        }
        return chosen.filter(id -> !id.equals(AwsMfaGate.ID))
                .map(id -> Finding.of(
                        FindingId.GATE_OVERRULED,
                        "server",
                        open,
                        "Build and start without " + OPTION + "provider=" + id
                                + ": with it, Keycloak loads no other SAML preprocessor."))
                .orElseGet(() -> Finding.of(
                        FindingId.GATE_MISSING,
                        "server",
                        open,
                        "Put the whole JAR into providers/ on every node, then build and start."));
    }
}
