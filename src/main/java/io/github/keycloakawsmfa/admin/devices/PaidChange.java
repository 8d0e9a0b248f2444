package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.device.ledger.AssignOutcome;
import io.github.keycloakawsmfa.device.ledger.DeviceOperation.DeactivateOutcome.NotDeactivated;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.NewDevice;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.metrics.Door;
import io.github.keycloakawsmfa.login.CodeAttemptGuard;
import io.github.keycloakawsmfa.login.CodeRequired;
import io.github.keycloakawsmfa.login.MfaEvent;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/**
 * A user adds or removes a device of their own, and pays for it in the same call with a code of an existing device (rule
 * S6): one code, two consecutive ones after many wrong ones, or three, which are checked even during a wait.
 */
record PaidChange(SelfServiceUser caller) {

    private static final String CODE = "code";
    private static final String NEXT = "nextCode";
    private static final String THIRD = "code3";

    /** @param body as {@link OwnDevicesResource#enable} says */
    Response enable(String deviceId, String body) {
        StrictJson json = StrictJson.parse(body, Set.of(CODE, NEXT, THIRD, "code1", "code2"));
        TypedCodes existing = existing(json);
        TypedCodes pair = DeviceCalls.pair(json, deviceId);
        CodeAttemptGuard guard = guard(EventType.UPDATE_CREDENTIAL);
        if (guard.closed().isPresent()) {
            return ErrorAnswer.locked();
        }
        return caller.calls().enable(deviceId, pair, device -> assign(guard, device, existing), name -> {});
    }

    private LedgerResult<AssignOutcome> assign(CodeAttemptGuard guard, NewDevice device, TypedCodes existing) {
        return new Ledger(caller.session())
                .assignNext(caller.realm(), caller.user(), device, existing)
                .map(outcome -> {
                    if (outcome instanceof AssignOutcome.ProofRejected rejected) {
                        guard.refused(rejected.why(), existing);
                    }
                    return outcome;
                });
    }

    /** @param body as {@link OwnDevicesResource#deactivate} says */
    Response deactivate(String deviceId, String body) {
        TypedCodes codes = existing(StrictJson.parse(body, Set.of(CODE, NEXT, THIRD)));
        CodeAttemptGuard guard = guard(EventType.REMOVE_CREDENTIAL);
        if (guard.closed().isPresent()) {
            return ErrorAnswer.locked();
        }
        boolean lastMayGo = !CodeRequired.inRealm(caller.session(), caller.realm());
        return new Ledger(caller.session())
                .deactivate(caller.realm(), caller.user(), deviceId, codes, lastMayGo)
                .fold(
                        outcome -> outcome.fold(
                                deactivated -> Response.noContent().build(),
                                why -> rejected(guard, why, codes),
                                why -> notDeactivated(deviceId, why)),
                        () -> {
                            guard.busy(codes);
                            return ErrorAnswer.busy();
                        },
                        none -> {
                            guard.unavailable(none.reason(), codes);
                            return ErrorAnswer.unavailable(none);
                        });
    }

    private static Response rejected(CodeAttemptGuard guard, SpendOutcome why, TypedCodes codes) {
        guard.refused(why, codes);
        return CodeRefusal.of(why);
    }

    private Response notDeactivated(String deviceId, NotDeactivated why) {
        return switch (why) {
            case GONE -> ErrorAnswer.gone();
            case LAST_DEVICE -> {
                MfaEvent.of(caller.event(), EventType.REMOVE_CREDENTIAL, caller.user(), "last_device")
                        .detail(Details.CREDENTIAL_ID, deviceId)
                        .error(Errors.NOT_ALLOWED);
                yield ErrorAnswer.of(
                        Response.Status.CONFLICT,
                        "last_device",
                        "This is the only device, and the realm asks for MFA: add another one first.");
            }
        };
    }

    /**
     * {@code code} alone may hold two or three codes in one text.
     *
     * @throws BadCallException without a code, or with the third but not the second
     */
    private static TypedCodes existing(StrictJson body) {
        String code = body.needed(CODE);
        Optional<String> third = body.text(THIRD);
        if (third.isPresent()) {
            return TypedCodes.of(null, code, body.needed(NEXT), third.get());
        }
        return body.text(NEXT)
                .map(next -> TypedCodes.of(null, code, next))
                .orElseGet(() -> TypedCodes.ofField(code, null));
    }

    private CodeAttemptGuard guard(EventType type) {
        return new CodeAttemptGuard(caller.session(), caller.realm(), caller.user(), caller.event(), type, Door.CALL);
    }
}
