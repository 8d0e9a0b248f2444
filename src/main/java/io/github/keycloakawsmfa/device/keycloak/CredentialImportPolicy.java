package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.ledger.DeviceRows;
import io.github.keycloakawsmfa.device.ledger.LedgerRow;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Whether a sealed row may come in from outside. It may if nothing is known of its user, as in a realm import. A user
 * with a ledger row has a history: a row that is not among their devices was deactivated, and stays so.
 *
 * <p>Keycloak's partial import removes a user before it writes them again, in one session and with the same id. Then
 * the devices that they had until then may return.
 */
final class CredentialImportPolicy {

    private static final String ATTRIBUTE = "virtual-mfa-removed-user ";

    private CredentialImportPolicy() {}

    /** Notes the devices of a user who is about to be removed in this session. */
    static void beforeRemoval(KeycloakSession session, RealmModel realm, String userId) {
        List<CredentialModel> rows = new DeviceRows(session, realm, userId).all();
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.getId()));
        session.setAttribute(ATTRIBUTE + userId, ids);
    }

    /** Asks the session that would store the row: only that session sees what it has removed itself. */
    static boolean isAllowed(KeycloakSession session, RealmModel realm, String userId, String deviceId) {
        return session.getAttribute(ATTRIBUTE + userId) == null
                ? !LedgerRow.exists(session, realm.getId(), userId)
                : isKept(session, userId, deviceId);
    }

    /** Whether the user, who was removed in this session, had the device until then. */
    static boolean isKept(KeycloakSession session, String userId, String deviceId) {
        return session.getAttribute(ATTRIBUTE + userId) instanceof Set<?> ids && ids.contains(deviceId);
    }
}
