package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.fixture.PlainText;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the database holds of a realm and no REST API shows. */
public final class Tables {

    private final String base;
    private final String realmId;

    private Tables(String base, String realmId) {
        this.base = base;
        this.realmId = realmId;
    }

    public static Tables of(TestRealm realm) {
        return of(realm, realm.admin().get("").get("id").asText());
    }

    /** Asked through the realm at hand, about another, which may be gone. */
    static Tables of(TestRealm realm, String realmId) {
        return new Tables(realm.testUrl("tables"), realmId);
    }

    /** The ids of the users who have a ledger row. */
    public List<String> ledgerUsers() {
        return send("GET", "?realm=" + realmId).lines().toList();
    }

    void insertLedgerRow(String userId) {
        send("POST", "?realm=" + realmId + "&user=" + userId);
    }

    public void deleteLedgerRow(String userId) {
        send("DELETE", "?realm=" + realmId + "&user=" + userId);
    }

    /** Locks the row, as another node would, until {@link #unlockLedgerRow}. */
    public void lockLedgerRow(String userId) {
        send("POST", "/lock?realm=" + realmId + "&user=" + userId);
    }

    public void unlockLedgerRow() {
        send("DELETE", "/lock");
    }

    public String secretData(String credentialId) {
        return send("GET", "/secret-data?credential=" + credentialId);
    }

    public void setSecretData(String credentialId, String secretData) {
        send("POST", "/secret-data?credential=" + credentialId, secretData);
    }

    /** Keeps a credential row, all of it, for {@link #restore}. */
    public void keep(String credentialId) {
        send("POST", "/credential/keep?credential=" + credentialId);
    }

    /** Puts a kept row back that was removed meanwhile, behind Keycloak's back. */
    public void restore(String credentialId) {
        send("POST", "/credential/restore?credential=" + credentialId);
    }

    /** Copies a credential row of a user of Keycloak's own, as often as told: none of the copies opens. */
    public void copy(String credentialId, int count) {
        send("POST", "/credential/copies?credential=" + credentialId + "&count=" + count);
    }

    /** Gives a credential row of a federated user to another one, who need not be there. */
    public void giveTo(String credentialId, String userId) {
        send("POST", "/credential/user?credential=" + credentialId + "&user=" + userId);
    }

    /** A value of a component's config, which Keycloak's REST masks. */
    public String componentConfig(String componentId, String name) {
        return send("GET", "/component?component=" + componentId + "&name=" + name);
    }

    /** What the ledger knows of a user, as it is stored; empty if there is no row. */
    public String ledgerState(String userId) {
        return send("GET", "/state?realm=" + realmId + "&user=" + userId);
    }

    /** Writes it, as a later release or somebody with the database's password could. */
    public void setLedgerState(String userId, String state) {
        send("POST", "/state?realm=" + realmId + "&user=" + userId, state);
    }

    /** Enables or disables a user, as a directory does: nobody is told. */
    public void setEnabled(String userId, boolean enabled) {
        send("POST", "/user-enabled?realm=" + realmId + "&user=" + userId + "&enabled=" + enabled);
    }

    /** Makes users of these names. */
    void addUsers(List<String> usernames) {
        send("POST", "/users?realm=" + realmId, String.join("\n", usernames));
    }

    /** What a statement answers on many connections of Keycloak's pool: each answer once. */
    List<String> onConnections(String sql) {
        return send("GET", "/connections?sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8))
                .lines()
                .toList();
    }

    private String send(String method, String below) {
        return send(method, below, "");
    }

    private String send(String method, String below, String body) {
        return PlainText.send(method, base + below, body);
    }
}
