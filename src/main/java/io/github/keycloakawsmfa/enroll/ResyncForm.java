package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.SpendOutcome;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.login.ClockOffsetMessage;
import io.github.keycloakawsmfa.login.CodeAttemptGuard;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.UserMessage;
import io.github.keycloakawsmfa.totp.TypedText;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;

/**
 * Learns again how far a device's clock is off: two consecutive codes show it, and one more, later code confirms it
 * (rule S6). A sign-in with these codes elsewhere gains nothing: they are burned, and no evidence is recorded.
 */
final class ResyncForm implements DeviceForm {

    private static final String TEMPLATE = "virtual-mfa-resync.ftl";
    private static final EventType TYPE = EventType.UPDATE_CREDENTIAL;

    /** Name of the input of a third code, shown during a wait. */
    private static final String CODE_3 = "code3";

    private final ManagedDevice managed;
    private final DevicesPageState step;

    /** @param step to resync or to confirm */
    ResyncForm(ManagedDevice managed, DevicesPageState step) {
        this.managed = managed;
        this.step = step;
    }

    @Override
    public Response show() {
        if (confirms()) {
            ClockOffsetMessage.forResync(step.drift()).giveAs("mfaOffset", managed.form());
        }
        return managed.show(TEMPLATE);
    }

    @Override
    public Optional<Response> take(MultivaluedMap<String, String> posted) {
        RequiredActionContext context = managed.context();
        Optional<UserMessage> closed = managed.door(TYPE).closed();
        if (closed.isPresent()) {
            return again(closed.get());
        }
        TypedCodes typed = typed(posted);
        CodeAttemptGuard door = managed.door(TYPE);
        return managed.ledger()
                .spend(context.getRealm(), context.getUser(), typed, null)
                .fold(
                        outcome -> spent(outcome, typed),
                        () -> managed.rejected(door.busy(typed), this::again),
                        none -> managed.rejected(door.unavailable(none.reason(), typed), this::again));
    }

    private Optional<Response> spent(SpendOutcome outcome, TypedCodes typed) {
        if (outcome instanceof SpendOutcome.Accepted accepted) {
            return accepted.resynced() ? resynced() : inStep(accepted);
        }
        if (outcome instanceof SpendOutcome.OffsetFound found) {
            DevicesPageState confirm = DevicesPageState.confirm(managed.id(), found.drift());
            confirm.keep(managed.context().getAuthenticationSession());
            return Optional.of(new ResyncForm(managed, confirm).show());
        }
        return managed.rejected(managed.door(TYPE).refused(outcome, typed), this::again);
    }

    /** One code confirms where one is enough; users asked for three because of a wait may have waited instead. */
    private TypedCodes typed(MultivaluedMap<String, String> posted) {
        String code1 = posted.getFirst(WizardEntry.CODE_1);
        String code2 = posted.getFirst(WizardEntry.CODE_2);
        String code3 = posted.getFirst(CODE_3);
        if (!TypedText.isNothing(code3)) {
            return TypedCodes.of(managed.id(), code1, code2, code3);
        }
        boolean one = confirms() && managed.codesNeeded() != 2 && TypedText.isNothing(code2);
        return one ? TypedCodes.ofField(code1, managed.id()) : TypedCodes.of(managed.id(), code1, code2);
    }

    private boolean confirms() {
        return step.kind() == DevicesPageState.Kind.CONFIRM;
    }

    private Optional<Response> again(UserMessage sentence) {
        sentence.showAt(WizardPage.CODES, managed.form());
        return Optional.of(show());
    }

    private Optional<Response> resynced() {
        managed.changed();
        return managed.done("virtualMfaResynced");
    }

    /** Nothing changed, so the ledger reports nothing, but a code was spent. */
    private Optional<Response> inStep(SpendOutcome.Accepted accepted) {
        RequiredActionContext context = managed.context();
        MfaEvent.of(context.getEvent(), EventType.CUSTOM_REQUIRED_ACTION, context.getUser(), "in_step")
                .detail(Details.CREDENTIAL_ID, accepted.deviceId())
                .detail(MfaEvent.DRIFT, Long.toString(accepted.drift()))
                .success();
        return managed.done("virtualMfaInStep");
    }
}
