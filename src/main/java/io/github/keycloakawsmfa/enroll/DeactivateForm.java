package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceOperation.DeactivateOutcome.NotDeactivated;
import io.github.keycloakawsmfa.login.CodeRequired;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/** Removes a device, paid with a code of any device that the user has; code and change are one act (rule S6). */
final class DeactivateForm implements DeviceForm {

    private static final String TEMPLATE = "virtual-mfa-deactivate.ftl";
    private static final EventType TYPE = EventType.REMOVE_CREDENTIAL;

    private final ManagedDevice managed;

    DeactivateForm(ManagedDevice managed) {
        this.managed = managed;
    }

    @Override
    public Response show() {
        return managed.show(TEMPLATE);
    }

    @Override
    public Optional<Response> take(MultivaluedMap<String, String> posted) {
        RequiredActionContext context = managed.context();
        Optional<UserMessage> closed = managed.door(TYPE).closed();
        if (closed.isPresent()) {
            return again(closed.get());
        }
        ExistingDeviceCode code = ExistingDeviceCode.of(posted, managed.codesNeeded());
        boolean lastMayGo = !CodeRequired.inRealm(context.getSession(), context.getRealm());
        return managed.ledger()
                .deactivate(context.getRealm(), context.getUser(), managed.id(), code.typed(), lastMayGo)
                .fold(
                        outcome -> outcome.fold(
                                deactivated -> deactivated(),
                                why -> managed.rejected(managed.door(TYPE).refused(why, code.typed()), this::again),
                                this::notDeactivated),
                        this::busy,
                        none -> managed.unavailable(TYPE, none.reason()));
    }

    private Optional<Response> deactivated() {
        managed.changed();
        return managed.done("virtualMfaDeactivated");
    }

    private Optional<Response> notDeactivated(NotDeactivated why) {
        return switch (why) {
            case GONE -> managed.gone(TYPE);
            case LAST_DEVICE -> {
                managed.refused(TYPE, "last_device", Errors.NOT_ALLOWED);
                UserMessage.of("virtualMfaLastDevice").showAsError(managed.form());
                yield Optional.empty();
            }
        };
    }

    private Optional<Response> busy() {
        managed.refused(TYPE, MfaEvent.BUSY, Errors.GENERIC_AUTHENTICATION_ERROR);
        return again(UserMessage.of("virtualMfaBusy"));
    }

    private Optional<Response> again(UserMessage sentence) {
        sentence.showAt(ExistingDeviceCode.CODE, managed.form());
        return Optional.of(show());
    }
}
