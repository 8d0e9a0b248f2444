package io.github.keycloakawsmfa.internals;

import java.util.Comparator;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.SamlService;
import org.keycloak.urls.UrlType;

/**
 * A realm's metadata as {@code SamlService} (26.4.7 to 26.7.3) writes it. Without the method, it can be fetched from
 * {@code /realms/NAME/protocol/saml/descriptor}.
 */
public final class SamlMetadata {

    private SamlMetadata() {}

    /** For the address that users see; empty if Keycloak cannot write it. */
    public static String of(KeycloakSession session, RealmModel realm) {
        return SamlService.getIDPMetadataDescriptor(session.getContext().getUri(UrlType.FRONTEND), session, realm);
    }

    /** In which order it has the realm's keys, and so does AWS: the one that signs comes first. */
    public static Comparator<KeyWrapper> order() {
        return SamlService::compareKeys;
    }
}
