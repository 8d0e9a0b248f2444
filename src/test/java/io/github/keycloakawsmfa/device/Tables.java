package io.github.keycloakawsmfa.device;

import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.clock.TableResourceFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** What the database holds of a realm and no REST API shows. */
final class Tables {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String base;
    private final String realmId;

    private Tables(String base, String realmId) {
        this.base = base;
        this.realmId = realmId;
    }

    static Tables of(TestRealm realm) {
        return of(realm, realm.admin().get("").get("id").asText());
    }

    /** Asked through the realm at hand, about another, which may be gone. */
    static Tables of(TestRealm realm, String realmId) {
        return new Tables(realm.url("/" + TableResourceFactory.ID).toString(), realmId);
    }

    /** The ids of the users who have a ledger row. */
    List<String> ledgerUsers() {
        return send("GET", "?realm=" + realmId).lines().toList();
    }

    void insertLedgerRow(String userId) {
        send("POST", "?realm=" + realmId + "&user=" + userId);
    }

    void deleteLedgerRow(String userId) {
        send("DELETE", "?realm=" + realmId + "&user=" + userId);
    }

    /** Locks the row, as another node would, until {@link #unlockLedgerRow}. */
    void lockLedgerRow(String userId) {
        send("POST", "/lock?realm=" + realmId + "&user=" + userId);
    }

    void unlockLedgerRow() {
        send("DELETE", "/lock");
    }

    String secretData(String credentialId) {
        return send("GET", "/secret-data?credential=" + credentialId);
    }

    void setSecretData(String credentialId, String secretData) {
        send("POST", "/secret-data?credential=" + credentialId, BodyPublishers.ofString(secretData));
    }

    /** What the ledger knows of a user, as it is stored; empty if there is no row. */
    String ledgerState(String userId) {
        return send("GET", "/state?realm=" + realmId + "&user=" + userId);
    }

    private String send(String method, String below) {
        return send(method, below, BodyPublishers.noBody());
    }

    private String send(String method, String below, BodyPublisher body) {
        try {
            HttpResponse<String> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(base + below))
                            .header("Content-Type", "text/plain")
                            .method(method, body)
                            .build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new AssertionError(method + " " + below + " answered " + answer.statusCode());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
