package io.github.keycloakawsmfa.device.seal;

import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Seals what the server keeps of a device that is being assigned: it opens only where it was sealed for. */
public final class PendingSecretCipher {

    private final KeySource keys;
    private final String realmId;
    private final byte[] context;

    /**
     * For one user in one tab of one browser.
     *
     * @param authSession the tab; its authenticated user is not null
     */
    public PendingSecretCipher(KeycloakSession session, AuthenticationSessionModel authSession) {
        RealmModel realm = authSession.getRealm();
        UserModel user = authSession.getAuthenticatedUser();
        this.keys = new KeySource(session, realm);
        this.realmId = realm.getId();
        this.context = LengthPrefixed.of(
                "pending", realmId, user.getId(), authSession.getParentSession().getId(), authSession.getTabId());
    }

    /**
     * For one user, or for whoever is named later, between two calls.
     *
     * @param holder the user's id; empty for a device that nobody has yet
     * @param requester who makes both calls
     * @param id the pending device's
     * @param name likewise
     */
    public PendingSecretCipher(
            KeycloakSession session, RealmModel realm, String holder, String requester, String id, String name) {
        this.keys = new KeySource(session, realm);
        this.realmId = realm.getId();
        this.context = LengthPrefixed.of("pending by call", realmId, holder, requester, id, name);
    }

    /** @throws KeyUnavailableException if there is no key to seal with */
    public String seal(byte[] plaintext) {
        return Envelope.seal(keys.current(), realmId, context, plaintext).toJson();
    }

    /**
     * @return what was sealed, or empty if it was sealed for somebody or something else, or was changed
     * @throws KeyUnavailableException if the key is unavailable
     */
    public Optional<byte[]> open(String sealed) {
        try {
            Envelope envelope = Envelope.fromJson(sealed);
            return Optional.of(envelope.open(keys.byId(envelope.keyId()), realmId, context));
        } catch (BrokenSealException foreign) {
            return Optional.empty();
        }
    }
}
