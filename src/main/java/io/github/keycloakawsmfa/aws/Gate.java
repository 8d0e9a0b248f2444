package io.github.keycloakawsmfa.aws;

import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.saml.preprocessor.SamlAuthenticationPreprocessor;

/** How the server's gate is configured, for code that prepares what it will judge. */
public interface Gate {

    /** The provider id, as in {@code --spi-saml-authentication-preprocessor--aws-mfa-gate--mode}. */
    String ID = "aws-mfa-gate";

    /** Whether it holds back what may not leave; otherwise it only reports. */
    boolean enforces();

    /** Whether the server's option names a mode; if not, the gate enforces. */
    boolean modeIsReadable();

    /** Whether the server has a gate that holds back what may not leave. */
    static boolean enforcesOn(KeycloakSessionFactory server) {
        return server.getProviderFactory(SamlAuthenticationPreprocessor.class, ID) instanceof Gate gate
                && gate.enforces();
    }

    /** Whether the server has a gate that only reports; false if there is no gate. */
    static boolean observesOn(KeycloakSessionFactory server) {
        return server.getProviderFactory(SamlAuthenticationPreprocessor.class, ID) instanceof Gate gate
                && !gate.enforces();
    }
}
