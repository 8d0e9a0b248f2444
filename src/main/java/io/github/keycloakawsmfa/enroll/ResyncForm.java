package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.login.ClockOffsetMessage;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.UserMessage;
import io.github.keycloakawsmfa.totp.TypedText;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;

/**
 * Learns again how far a device's clock is off: two consecutive codes show it, and one more, later code confirms it
 * (rule S6). A sign-in with these codes elsewhere gains nothing: they are spent, and no evidence is recorded.
 */
final class ResyncForm extends DeviceForm {

    /** Name of the input of a third code, shown during a wait. */
    private static final String CODE_3 = "code3";

    /** To resync or, once two codes have shown the offset, to confirm. */
    private DevicesPageState state;

    /** @param state to resync or to confirm */
    ResyncForm(RequiredActionContext context, DeviceSummary device, Instant now, DevicesPageState state) {
        super(context, device, now, "virtual-mfa-resync.ftl", EventType.UPDATE_CREDENTIAL);
        this.state = state;
    }

    @Override
    Response show() {
        if (confirms()) {
            ClockOffsetMessage.forResync(state.drift(), device().parameters()).giveAs("mfaOffset", form());
        }
        return super.show();
    }

    @Override
    Optional<Response> take(MultivaluedMap<String, String> posted) {
        Optional<UserMessage> closed = guard().closed();
        if (closed.isPresent()) {
            return again(closed.get());
        }
        TypedCodes typed = typed(posted);
        return ledger().spend(realm(), user(), typed, null)
                .fold(
                        outcome -> spent(outcome, typed),
                        () -> rejected(guard().busy(typed)),
                        none -> unavailable(guard().unavailable(none.reason(), typed)));
    }

    private Optional<Response> spent(SpendOutcome outcome, TypedCodes typed) {
        if (outcome instanceof SpendOutcome.Accepted accepted) {
            return accepted.resynced() ? resynced() : inStep(accepted);
        }
        if (outcome instanceof SpendOutcome.OffsetFound found) {
            state = DevicesPageState.confirm(id(), found.drift());
            state.keep(context().getAuthenticationSession());
            return Optional.of(show());
        }
        return rejected(guard().refused(outcome, typed));
    }

    /** One code confirms where one is enough; users asked for three because of a wait may have waited instead. */
    private TypedCodes typed(MultivaluedMap<String, String> posted) {
        String code1 = posted.getFirst(WizardForm.CODE_1);
        String code2 = posted.getFirst(WizardForm.CODE_2);
        String code3 = posted.getFirst(CODE_3);
        if (!TypedText.isNothing(code3)) {
            return TypedCodes.of(id(), code1, code2, code3);
        }
        boolean one = confirms() && codesNeeded() != 2 && TypedText.isNothing(code2);
        return one ? TypedCodes.ofField(code1, id()) : TypedCodes.of(id(), code1, code2);
    }

    private boolean confirms() {
        return state.kind() == DevicesPageState.Kind.CONFIRM;
    }

    @Override
    String field() {
        return WizardForm.CODE_1;
    }

    @Override
    Optional<Response> again(UserMessage sentence) {
        sentence.showAt(WizardForm.CODES, form());
        return Optional.of(show());
    }

    private Optional<Response> resynced() {
        changed();
        return done("virtualMfaResynced");
    }

    /** Nothing changed, so the ledger reports nothing, but a code was spent. */
    private Optional<Response> inStep(SpendOutcome.Accepted accepted) {
        MfaEvent.of(context().getEvent(), EventType.CUSTOM_REQUIRED_ACTION, user(), "in_step")
                .detail(Details.CREDENTIAL_ID, accepted.deviceId())
                .detail(MfaEvent.DRIFT, Long.toString(accepted.drift()))
                .success();
        return done("virtualMfaInStep");
    }
}
