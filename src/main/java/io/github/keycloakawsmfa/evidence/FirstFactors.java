package io.github.keycloakawsmfa.evidence;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.UserCredentialModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;

/**
 * The credential types that prove who somebody is without another one before them: those of Keycloak's own
 * authenticators, and those that the server option {@code --spi-credential--virtual-mfa--first-factors} adds, separated
 * by commas. Any other type does not count, because what an unknown authenticator has checked cannot be known.
 */
public final class FirstFactors {

    /** Below {@code --spi-credential--virtual-mfa--}. */
    static final String OPTION = "first-factors";

    private static final Logger LOG = Logger.getLogger(FirstFactors.class);

    private static final String DEVICE = VirtualMfaDevice.TYPE;

    private static final Set<String> KNOWN = Set.of(
            PasswordCredentialModel.TYPE,
            UserCredentialModel.CLIENT_CERT,
            UserCredentialModel.KERBEROS,
            WebAuthnCredentialModel.TYPE_PASSWORDLESS);

    private static final Set<String> SECOND = Set.of(
            OTPCredentialModel.TYPE,
            WebAuthnCredentialModel.TYPE_TWOFACTOR,
            RecoveryAuthnCodesCredentialModel.TYPE,
            DEVICE);

    private FirstFactors() {}

    /** @param type as an authenticator names it when it succeeds, or null: no type does not count */
    public static boolean contains(String type) {
        return type != null && (KNOWN.contains(type) || added().contains(type));
    }

    private static Set<String> added() {
        return added(Config.scope("credential", DEVICE).get(OPTION));
    }

    /** @param option null or blank for nothing */
    static Set<String> added(String option) {
        if (option == null) {
            return Set.of();
        }
        Set<String> named = Arrays.stream(option.split(","))
                .map(String::strip)
                .filter(type -> !type.isEmpty())
                .collect(Collectors.toSet());
        if (named.removeAll(SECOND)) {
            LOG.errorf(
                    "--spi-credential--%s--%s=%s names a second factor, which does not count as a first one",
                    DEVICE, OPTION, option);
        }
        return named;
    }
}
