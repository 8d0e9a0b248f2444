package io.github.keycloakawsmfa.device.metrics;

/**
 * Codes that came in at a door, as metrics.
 *
 * @param realm its name
 */
public record CodeMeters(String realm, Door door) {

    /** What a wait keeps from being checked. */
    public enum WaitOf {
        CODES("code"),
        TICKETS("ticket");

        private final String label;

        WaitOf(String label) {
            this.label = label;
        }
    }

    private static final String CODES = "codes";
    private static final String DRIFT = "drift";
    private static final String WAITS = "waits";

    /** Codes that were not accepted. */
    public void count(CodeResult result) {
        Recording.run(() -> Meters.count(
                CODES,
                "One code, or consecutive ones, by what became of them",
                RealmLabel.NAME,
                RealmLabel.of(realm),
                "door",
                door.label(),
                "outcome",
                result.outcome(),
                "reason",
                result.wireName()));
    }

    /** @param drift the device's clock minus the server's, in time steps */
    public void accepted(CodeResult result, long drift) {
        count(result);
        Recording.run(() -> Meters.steps(
                DRIFT,
                "Accepted codes, by how many of its time steps their device's clock is off, and to which side of the server's",
                Math.abs(drift),
                RealmLabel.NAME,
                RealmLabel.of(realm),
                "side",
                side(drift)));
    }

    private static String side(long drift) {
        if (drift == 0) {
            return "none";
        }
        return drift < 0 ? "behind" : "ahead";
    }

    /** From now on nothing is checked for a while. */
    public void waitBegan(WaitOf of) {
        Recording.run(() -> Meters.count(
                WAITS,
                "Waits that began after wrong codes or tickets",
                RealmLabel.NAME,
                RealmLabel.of(realm),
                "of",
                of.label));
    }
}
