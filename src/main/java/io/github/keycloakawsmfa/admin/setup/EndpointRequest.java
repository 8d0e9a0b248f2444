package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.aws.model.AwsAddress;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where set-up is asked to send assertions. Empty means not specified.
 *
 * @param endpoints assertion consumer URLs, each once, in the order given; Keycloak posts to the first one when it
 *     starts the sign-in
 * @param relayState where AWS leads users who begin at Keycloak; a blank one removes it
 * @param encryptionCertificate a certificate in Base64 (DER), for the endpoints that read encrypted assertions
 */
record EndpointRequest(List<String> endpoints, Optional<String> relayState, Optional<String> encryptionCertificate) {

    /** Nothing specified. */
    static final EndpointRequest NOTHING = new EndpointRequest(List.of(), Optional.empty(), Optional.empty());

    /** Hosts of this very machine, as a URI spells them. */
    static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private static final int LONGEST_RELAY_STATE = 2000;

    /** Bits. */
    private static final int SHORTEST_KEY = 2048;

    /** @throws BadCallException with a sentence that names the field */
    static EndpointRequest of(StrictJson json) {
        return new EndpointRequest(
                json.texts("endpoints").stream()
                        .map(EndpointRequest::readEndpoint)
                        .distinct()
                        .toList(),
                json.text("relayState").map(EndpointRequest::readRelayState),
                json.text("encryptionCertificate").map(EndpointRequest::readCertificate));
    }

    /** For the admin event. A certificate is public. */
    void describe(Map<String, Object> fields) {
        fields.put("endpoints", endpoints);
        relayState.ifPresent(value -> fields.put("relayState", value));
        encryptionCertificate.ifPresent(value -> fields.put("encryptionCertificate", value));
    }

    private static String readEndpoint(String text) {
        URI uri = uri("endpoints", text);
        boolean web = "https".equals(uri.getScheme())
                || "http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost());
        if (!web || uri.getHost() == null) {
            throw new BadCallException("\"endpoints\" has \"" + text
                    + "\": it must be an absolute https URL (http on this very machine only, for the demo).");
        }
        // With a wildcard, a request's own parameters go to AWS's address before Keycloak's (CVE-2026-18217, until
        // 26.7.5).
        if (text.contains("*")
                || uri.getFragment() != null
                || uri.getUserInfo() != null
                || text.length() > SetupValues.COLUMN) {
            throw new BadCallException(
                    "\"endpoints\" has \"" + text + "\": it must be exact, without wildcard, fragment"
                            + " or user name, and no longer than " + SetupValues.COLUMN + " characters.");
        }
        return text;
    }

    private static String readRelayState(String text) {
        if (text.isBlank()) {
            return "";
        }
        URI uri = uri("relayState", text);
        boolean console =
                "https".equals(uri.getScheme()) && uri.getUserInfo() == null && AwsAddress.isConsoleHost(uri.getHost());
        if (!console || text.length() > LONGEST_RELAY_STATE) {
            throw new BadCallException(
                    "\"relayState\" must be an https URL of an AWS console, such as https://console.aws.amazon.com/ec2,"
                            + " of at most " + LONGEST_RELAY_STATE + " characters, not \"" + text + "\".");
        }
        return text;
    }

    /** @param text one certificate in PEM, or in Base64 alone; a blank text removes it */
    private static String readCertificate(String text) {
        if (text.isBlank()) {
            return "";
        }
        String base64 = Stream.of(text.split("-----(?:BEGIN|END) CERTIFICATE-----"))
                .map(part -> part.replaceAll("\\s", ""))
                .reduce("", String::concat);
        try {
            byte[] der = Base64.getDecoder().decode(base64);
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            if (certificate.getPublicKey() instanceof RSAPublicKey key
                    && key.getModulus().bitLength() >= SHORTEST_KEY) {
                return base64;
            }
        } catch (IllegalArgumentException | CertificateException e) {
            // Reported below, like a certificate with another key.
        }
        throw new BadCallException("\"encryptionCertificate\" must be one X.509 certificate in PEM with an RSA key of "
                + SHORTEST_KEY + " bits or more: the one whose private key IAM holds.");
    }

    private static URI uri(String field, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new BadCallException("\"" + field + "\" has \"" + text + "\", which is not a URL.");
        }
    }
}
