package io.github.keycloakawsmfa.device.otp;

import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.totp.Totp;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Instant;
import java.util.stream.LongStream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OTPPolicy;
import org.keycloak.models.RealmModel;
import org.keycloak.models.SingleUseObjectProvider;

/**
 * Which codes of a built-in one-time code Keycloak has accepted: it remembers them by credential id and code, for as long
 * as it would take them again, in memory, unless the realm lets codes be used again (26.4 to 26.7,
 * OTPCredentialProvider.isValid).
 */
public final class AcceptedCodes {

    /** How far from now our own window reaches, in steps. */
    private static final int OUR_WINDOW = 1;

    private final SingleUseObjectProvider memory;
    private final OTPPolicy policy;
    private final Instant serverStart;

    public AcceptedCodes(KeycloakSession session, RealmModel realm) {
        this.memory = session.singleUseObjects();
        this.policy = realm.getOTPPolicy();
        this.serverStart =
                Instant.ofEpochMilli(session.getKeycloakSessionFactory().getServerStartupTimestamp());
    }

    /**
     * Whether Keycloak remembers all that it has accepted and we would take: not soon after this node has started, when
     * all may have started, and with them the memory.
     */
    public boolean isWhole(TotpParameters parameters, Instant now) {
        return parameters.isCounter()
                || parameters.stepAt(serverStart)
                        < parameters.stepAt(now) - 2L * policy.getLookAheadWindow() - OUR_WINDOW;
    }

    /** The newest step whose code Keycloak has accepted; where the device counts them, the row tells. */
    public long lastStep(BuiltInOtp otp, Instant now) {
        Seed seed = otp.seed().orElseThrow();
        return seed.parameters().isCounter()
                ? seed.counter() - 1
                : lastStep(otp.id(), new Totp(seed.secret(), seed.parameters()), now);
    }

    private long lastStep(String id, Totp totp, Instant now) {
        long nowStep = totp.parameters().stepAt(now);
        int window = policy.getLookAheadWindow();
        // It forgets a code no sooner than that is out of its own window, which may be smaller than ours.
        long forgotten = nowStep - window - 1;
        return LongStream.rangeClosed(forgotten + 1, nowStep + Math.max(window, OUR_WINDOW))
                .filter(step -> memory.contains(key(id, totp, step)))
                .max()
                .orElse(forgotten);
    }

    /** The newest step whose code Keycloak could have accepted by now. */
    public long mayHaveBeenAccepted(BuiltInOtp otp, Instant now) {
        Seed seed = otp.seed().orElseThrow();
        TotpParameters parameters = seed.parameters();
        return parameters.isCounter()
                ? seed.counter() - 1
                : parameters.stepAt(now) + Math.max(policy.getLookAheadWindow(), OUR_WINDOW);
    }

    /** Has Keycloak remember a code as it does by itself; false if it did already, as after a sign-in at the same moment. */
    public boolean take(String id, Totp totp, long step) {
        return totp.parameters().isCounter() || memory.putIfAbsent(key(id, totp, step), lifeSeconds(totp.parameters()));
    }

    /** Has Keycloak remember all codes up to a step that it would still take, now or later. */
    public void takeAll(String id, Totp totp, long lastStep, Instant now) {
        if (totp.parameters().isCounter()) {
            return;
        }
        long nowStep = totp.parameters().stepAt(now);
        int window = policy.getLookAheadWindow();
        for (long step = nowStep - window; step <= lastStep; step++) {
            long ahead =
                    Math.max(0, step - nowStep) * totp.parameters().period().toSeconds();
            memory.putIfAbsent(key(id, totp, step), lifeSeconds(totp.parameters()) + ahead);
        }
    }

    /** How far from now Keycloak's window reaches, in steps: it knows no drift. */
    public int window() {
        return policy.getLookAheadWindow();
    }

    private long lifeSeconds(TotpParameters parameters) {
        return parameters.period().toSeconds() * (2L * policy.getLookAheadWindow() + 1);
    }

    private static String key(String id, Totp totp, long step) {
        return id + "." + totp.at(step).digits();
    }
}
