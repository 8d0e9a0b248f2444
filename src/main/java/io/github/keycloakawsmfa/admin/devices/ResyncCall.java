package io.github.keycloakawsmfa.admin.devices;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.metrics.Door;
import io.github.keycloakawsmfa.login.CodeAttemptGuard;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.totp.TotpParameters;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;

/**
 * Consecutive codes show where a device's clock is, typed by an administrator for a user or by the user.
 *
 * @param outcome a word for machines, as in the answer
 * @param response 200 with {@link Found}, or what {@link ErrorAnswer} says
 */
record ResyncCall(String outcome, Response response) {

    /**
     * Where the codes were found.
     *
     * @param outcome {@code in_step} or {@code offset_found}
     * @param driftSteps device clock minus server clock, in time steps of the device
     * @param driftSeconds the same in seconds
     * @param message what was found and what to do
     */
    record Found(
            @JsonProperty("outcome") String outcome,
            @JsonProperty("driftSteps") long driftSteps,
            @JsonProperty("driftSeconds") long driftSeconds,
            @JsonProperty("message") String message) {}

    /**
     * Two or three consecutive codes of this device.
     *
     * @param body {@code {"code1": "123456", "code2": "654321"}}, and {@code code3} during a wait
     * @throws BadCallException if one of the first two is missing
     */
    static TypedCodes codes(String body, String deviceId) {
        StrictJson json = StrictJson.parse(body, Set.of("code1", "code2", "code3"));
        String code1 = json.needed("code1");
        String code2 = json.needed("code2");
        return json.text("code3")
                .map(code3 -> TypedCodes.of(deviceId, code1, code2, code3))
                .orElseGet(() -> TypedCodes.of(deviceId, code1, code2));
    }

    /** Spends the codes. What did not pass is one event, and so are codes from a clock that is right. */
    static ResyncCall of(DeviceCalls calls, TypedCodes codes) {
        CodeAttemptGuard guard = new CodeAttemptGuard(
                calls.session(), calls.realm(), calls.user(), calls.event(), EventType.UPDATE_CREDENTIAL, Door.CALL);
        if (guard.closed().isPresent()) {
            return refused(ErrorAnswer.locked());
        }
        return new Ledger(calls.session())
                .spend(calls.realm(), calls.user(), codes, null)
                .fold(
                        outcome -> answer(outcome, calls, codes, guard),
                        () -> {
                            guard.busy(codes);
                            return refused(ErrorAnswer.busy());
                        },
                        none -> {
                            guard.unavailable(none.reason(), codes);
                            return refused(ErrorAnswer.unavailable(none));
                        });
    }

    private static ResyncCall answer(
            SpendOutcome outcome, DeviceCalls calls, TypedCodes codes, CodeAttemptGuard guard) {
        if (outcome instanceof SpendOutcome.Accepted accepted) {
            MfaEvent.of(calls.event(), EventType.UPDATE_CREDENTIAL, calls.user(), "pair_accepted")
                    .detail(Details.CREDENTIAL_ID, accepted.deviceId())
                    .detail(Details.CREDENTIAL_USER_LABEL, accepted.deviceName())
                    .detail(MfaEvent.DRIFT, Long.toString(accepted.drift()))
                    .success();
            return found(
                    "in_step",
                    accepted.drift(),
                    calls.parametersOf(accepted.deviceId()),
                    accepted.resynced()
                            ? ", and the server follows it from now on."
                            : ", and needs no resynchronization.");
        }
        if (outcome instanceof SpendOutcome.OffsetFound found) {
            return found(
                    "offset_found",
                    found.drift(),
                    found.parameters(),
                    ": have its time set automatically in its settings. The next code that the user types at a sign-in"
                            + " within an hour confirms it, during a wait the next three; until then nothing changes.");
        }
        guard.refused(outcome, codes);
        return refused(CodeRefusal.of(
                outcome,
                "These are not consecutive codes of this device from the last or next ten minutes, or they were used"
                        + " already."));
    }

    private static ResyncCall found(String outcome, long drift, TotpParameters parameters, String whatNow) {
        String message =
                "These codes are right. The device's clock is " + DeviceAnswer.clock(drift, parameters) + whatNow;
        long seconds = drift * parameters.period().toSeconds();
        return new ResyncCall(
                outcome,
                Response.ok(new Found(outcome, drift, seconds, message)).build());
    }

    private static ResyncCall refused(Response refusal) {
        return new ResyncCall(ErrorAnswer.outcomeOf(refusal), refusal);
    }
}
