package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceOperation.DeactivateOutcome.NotDeactivated;
import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.login.CodeRequired;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/** Removes a device, paid with a code of any device that the user has; code and change are one act (rule S6). */
final class DeactivateForm extends DeviceForm {

    DeactivateForm(RequiredActionContext context, DeviceSummary device, Instant now) {
        super(context, device, now, "virtual-mfa-deactivate.ftl", EventType.REMOVE_CREDENTIAL);
    }

    @Override
    Optional<Response> take(MultivaluedMap<String, String> posted) {
        Optional<UserMessage> closed = guard().closed();
        if (closed.isPresent()) {
            return again(closed.get());
        }
        TypedCodes typed = ExistingDeviceCode.of(posted, codesNeeded()).typed();
        boolean lastMayGo = !CodeRequired.inRealm(context().getSession(), realm());
        return ledger().deactivate(realm(), user(), id(), typed, lastMayGo)
                .fold(
                        outcome -> outcome.fold(
                                deactivated -> deactivated(),
                                why -> rejected(guard().refused(why, typed)),
                                this::notDeactivated),
                        this::busy,
                        none -> unavailable(none.reason()));
    }

    private Optional<Response> deactivated() {
        changed();
        return done("virtualMfaDeactivated");
    }

    private Optional<Response> notDeactivated(NotDeactivated why) {
        return switch (why) {
            case GONE -> gone();
            case LAST_DEVICE -> {
                refused("last_device", Errors.NOT_ALLOWED);
                UserMessage.of("virtualMfaLastDevice").showAsError(form());
                yield Optional.empty();
            }
        };
    }

    private Optional<Response> busy() {
        refused(MfaEvent.BUSY, Errors.GENERIC_AUTHENTICATION_ERROR);
        return again(UserMessage.of("virtualMfaBusy"));
    }

    @Override
    String field() {
        return ExistingDeviceCode.CODE;
    }

    @Override
    Optional<Response> again(UserMessage sentence) {
        sentence.showAt(ExistingDeviceCode.CODE, form());
        return Optional.of(show());
    }
}
