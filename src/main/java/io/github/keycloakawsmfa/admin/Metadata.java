package io.github.keycloakawsmfa.admin;

import jakarta.ws.rs.core.Response;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.SamlService;
import org.keycloak.services.ErrorResponse;
import org.keycloak.urls.UrlType;

/**
 * The realm's SAML metadata as AWS takes it: Keycloak's own descriptor. It names all enabled RSA keys, those that sign
 * only later too, and no others, so that a rotation can be prepared.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html">IAM API,
 *     CreateSAMLProvider</a>
 */
final class Metadata {

    private Metadata() {}

    static String of(KeycloakSession session, RealmModel realm) {
        boolean signs = session.keys()
                .getKeysStream(realm, KeyUse.SIG, Algorithm.RS256)
                .findAny()
                .isPresent();
        String descriptor = signs
                ? SamlService.getIDPMetadataDescriptor(session.getContext().getUri(UrlType.FRONTEND), session, realm)
                : "";
        if (descriptor.isEmpty()) {
            throw ErrorResponse.error(
                    "The realm has no RSA key that signs: add one (Realm settings, Keys).", Response.Status.CONFLICT);
        }
        return descriptor;
    }
}
