package io.github.keycloakawsmfa.admin.setup;

import static io.github.keycloakawsmfa.admin.setup.ClientSetting.attribute;
import static io.github.keycloakawsmfa.admin.setup.ClientSetting.samlFlag;
import static io.github.keycloakawsmfa.admin.setup.ClientSetting.unlessSet;

import io.github.keycloakawsmfa.aws.Signing;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.saml.SamlConfigAttributes;

/**
 * Encrypted assertions: IAM holds the private key and reads them at a separate endpoint. Command line tools cannot read
 * them, so nothing is encrypted unless that endpoint is used and there is a certificate.
 */
final class Encryption {

    private static final String CERTIFICATE = SamlConfigAttributes.SAML_ENCRYPTION_CERTIFICATE_ATTRIBUTE;
    /** Keycloak's own default is that of XML Encryption 1.1, which not every reader knows (26.7.3). */
    private static final String RSA_OAEP = "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p";

    private static final String AES_256_GCM = "http://www.w3.org/2009/xmlenc11#aes256-gcm";

    private Encryption() {}

    /** @param client null if there is none yet */
    static List<ClientSetting> settings(SetupRequest request, ClientModel client, AwsUrls urls) {
        Optional<String> asked = request.at().encryptionCertificate();
        boolean certified = asked.map(certificate -> !certificate.isBlank())
                .orElseGet(() -> client != null && Signing.canEncrypt(client));
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
    static boolean isInVain(SetupRequest request, AwsUrls urls) {
        return request.at()
                        .encryptionCertificate()
                        .filter(certificate -> !certificate.isBlank())
                        .isPresent()
                && !urls.readsEncrypted();
    }
}
