package io.github.keycloakawsmfa.admin.iam;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * How often a client's secret was guessed from an address. Kept in the store that all nodes share, an entry for each
 * wrong signature, which expires by itself; Keycloak counts wrong secrets of clients nowhere.
 *
 * @param key of the address and the client
 */
record WrongSignatures(KeycloakSession session, String key) {

    /** So many within the window, and no signature is looked at from that address until the first has expired. */
    static final int MOST = 10;

    private static final long WINDOW_SECONDS = 300;

    static WrongSignatures of(KeycloakSession session, ClientModel client) {
        return new WrongSignatures(
                session,
                String.join(
                        ".",
                        "aws-mfa.wrong-signature",
                        client.getRealm().getId(),
                        client.getId(),
                        session.getContext().getConnection().getRemoteHost(),
                        ""));
    }

    boolean areTooMany() {
        for (int number = 1; number <= MOST; number++) {
            if (!session.singleUseObjects().contains(key + number)) {
                return false;
            }
        }
        return true;
    }

    void count() {
        for (int number = 1; number <= MOST; number++) {
            if (session.singleUseObjects().putIfAbsent(key + number, WINDOW_SECONDS)) {
                return;
            }
        }
    }
}
