package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where set-up is asked to send assertions. Empty means not specified.
 *
 * @param endpoints assertion consumer URLs, each once, in the order given
 * @param relayState where AWS leads users who begin at Keycloak; a blank one removes it
 * @param encryptionCertificate a certificate in Base64 (DER), for the endpoints that read encrypted assertions
 */
record EndpointRequest(List<String> endpoints, Optional<String> relayState, Optional<String> encryptionCertificate) {

    static final EndpointRequest NOTHING = new EndpointRequest(List.of(), Optional.empty(), Optional.empty());

    /** @throws BadCallException with a sentence that names the field */
    static EndpointRequest of(StrictJson json) {
        return new EndpointRequest(
                json.texts("endpoints").stream()
                        .map(EndpointValues::endpoint)
                        .distinct()
                        .toList(),
                json.text("relayState").map(EndpointValues::relayState),
                json.text("encryptionCertificate").map(EndpointValues::certificate));
    }

    /** For the admin event. A certificate is public. */
    void describe(Map<String, Object> fields) {
        fields.put("endpoints", endpoints);
        relayState.ifPresent(value -> fields.put("relayState", value));
        encryptionCertificate.ifPresent(value -> fields.put("encryptionCertificate", value));
    }
}
