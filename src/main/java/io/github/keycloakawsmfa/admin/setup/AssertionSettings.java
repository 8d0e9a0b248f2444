package io.github.keycloakawsmfa.admin.setup;

import static io.github.keycloakawsmfa.admin.setup.ClientSetting.attribute;
import static io.github.keycloakawsmfa.admin.setup.ClientSetting.samlFlag;
import static io.github.keycloakawsmfa.admin.setup.ClientSetting.unlessSet;

import io.github.keycloakawsmfa.aws.ResponseSettings;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.saml.SamlConfigAttributes;

/** How long an assertion lasts, and whether it is encrypted. */
final class AssertionSettings {

    private static final String CERTIFICATE = SamlConfigAttributes.SAML_ENCRYPTION_CERTIFICATE_ATTRIBUTE;

    /** Keycloak's own default is that of XML Encryption 1.1, which not every reader knows (26.7.3). */
    private static final String RSA_OAEP = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";

    private static final String AES_256_GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm";

    /** AWS takes an assertion for 5 minutes; Keycloak's default of 1 is too short for a page and a command line. */
    private static final int LONGEST_SECONDS = 300;

    /** Any shorter, and it ends before a slow browser delivers it. */
    private static final int SHORTEST_SECONDS = 30;

    private AssertionSettings() {}

    static ClientSetting lifespan() {
        return attribute(
                SamlConfigAttributes.SAML_ASSERTION_LIFESPAN,
                AssertionSettings::lifespanForAws,
                AssertionSettings::lifespanAsRead);
    }

    private static String lifespanForAws(String present) {
        String read = lifespanAsRead(present);
        boolean right = !read.isEmpty()
                && Integer.parseInt(read) >= SHORTEST_SECONDS
                && Integer.parseInt(read) <= LONGEST_SECONDS;
        return right ? present : String.valueOf(LONGEST_SECONDS);
    }

    /** As Keycloak reads it, with a default for all else (26.4 to 26.7, SamlClient.getAssertionLifespan). */
    private static String lifespanAsRead(String value) {
        try {
            int seconds = Integer.parseInt(value);
            return seconds > 0 ? String.valueOf(seconds) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }

    /**
     * IAM holds the private key and reads encrypted assertions at a separate endpoint. Command line tools cannot read
     * them, so nothing is encrypted unless that endpoint is used and there is a certificate.
     *
     * @param client null before it exists
     */
    static List<ClientSetting> encryption(SetupRequest request, ClientModel client, AwsUrls urls) {
        Optional<String> asked = request.at().encryptionCertificate();
        boolean certified = asked.map(certificate -> !certificate.isBlank())
                .orElseGet(() -> client != null && ResponseSettings.canEncrypt(client));
        boolean encrypts = certified && urls.readsEncrypted();
        return List.of(
                attribute(CERTIFICATE, asked.map(ClientSetting::must).orElse(UnaryOperator.identity())),
                samlFlag(SamlConfigAttributes.SAML_ENCRYPT, encrypts),
                attribute(
                        SamlConfigAttributes.SAML_ENCRYPTION_ALGORITHM,
                        encrypts ? unlessSet(AES_256_GCM) : UnaryOperator.identity()),
                attribute(
                        SamlConfigAttributes.SAML_ENCRYPTION_KEY_ALGORITHM,
                        encrypts ? unlessSet(RSA_OAEP) : UnaryOperator.identity()));
    }

    /** Whether a certificate is given for endpoints that read nothing encrypted. */
    static boolean encryptsInVain(SetupRequest request, AwsUrls urls) {
        return request.at()
                        .encryptionCertificate()
                        .filter(certificate -> !certificate.isBlank())
                        .isPresent()
                && !urls.readsEncrypted();
    }
}
