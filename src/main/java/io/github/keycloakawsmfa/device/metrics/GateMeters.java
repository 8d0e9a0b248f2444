package io.github.keycloakawsmfa.device.metrics;

/**
 * Guarded responses at the gate, as metrics.
 *
 * @param realm its name
 * @param clientId of a client that is marked as guarded; null or any other's is not shown, since anyone who may make
 *     clients chooses it
 * @param mode the gate's, as in events
 */
public record GateMeters(String realm, String clientId, String mode) {

    /** Different clients that a node tells apart. */
    static final int MOST_CLIENTS = 100;

    private static final BoundedLabel CLIENTS = new BoundedLabel(MOST_CLIENTS);

    /** What stands for a reason where nothing was refused. */
    private static final String NO_REASON = "none";

    public void passed() {
        count("passed", NO_REASON);
    }

    /** @param reason as in events, one of a few */
    public void refused(String reason) {
        count("refused", reason);
    }

    private void count(String outcome, String reason) {
        Recording.run(() -> Meters.count(
                "gate.responses",
                "SAML responses for AWS, by what the gate decided; in mode observe, refused ones leave all the same",
                RealmLabel.NAME,
                RealmLabel.of(realm),
                "client.id",
                clientId == null ? BoundedLabel.OTHER : CLIENTS.of(clientId),
                "mode",
                mode,
                "outcome",
                outcome,
                "reason",
                reason));
    }
}
