package io.github.keycloakawsmfa.admin.check;

import java.util.List;
import org.keycloak.common.Profile;

/** Whether tokens may be exchanged for SAML assertions: only the legacy feature can (26.4 to 26.7). */
public record TokenExchangeCheck() implements Check {

    @Override
    public List<Finding> run() {
        return Profile.isFeatureEnabled(Profile.Feature.TOKEN_EXCHANGE)
                ? List.of(Finding.of(
                        FindingId.TOKEN_EXCHANGE_ON,
                        "server",
                        "The feature token-exchange makes SAML assertions without a browser. Only the gate refuses them.",
                        "Build without --features=token-exchange unless you need it; the standard token exchange makes"
                                + " no SAML assertion."))
                : List.of();
    }
}
