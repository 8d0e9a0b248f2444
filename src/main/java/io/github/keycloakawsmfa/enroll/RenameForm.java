package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/** Renames a device. Free: a name proves nothing. */
final class RenameForm implements DeviceForm {

    private static final String TEMPLATE = "virtual-mfa-rename.ftl";

    private final ManagedDevice managed;

    RenameForm(ManagedDevice managed) {
        this.managed = managed;
    }

    @Override
    public Response show() {
        return show(managed.device().name());
    }

    private Response show(String typed) {
        managed.form().setAttribute("mfaName", typed);
        return managed.show(TEMPLATE);
    }

    @Override
    public Optional<Response> take(MultivaluedMap<String, String> posted) {
        String typed = posted.getFirst(WizardEntry.NAME);
        Optional<DeviceName> name = DeviceName.parse(typed);
        if (name.isEmpty()) {
            return again(typed, "form_incomplete", WizardEntry.notAName(typed));
        }
        return managed.ledger()
                .rename(managed.context().getRealm(), managed.context().getUser(), managed.id(), name.get())
                .fold(
                        outcome -> switch (outcome) {
                            case RENAMED -> managed.done("virtualMfaRenamed");
                            case NAME_TAKEN -> again(typed, "name_taken", UserMessage.of("virtualMfaNameTaken"));
                            case GONE -> managed.gone(EventType.UPDATE_CREDENTIAL);
                        },
                        () -> busy(typed),
                        none -> managed.unavailable(EventType.UPDATE_CREDENTIAL, none.reason()));
    }

    private Optional<Response> again(String typed, String reason, UserMessage sentence) {
        managed.refused(EventType.UPDATE_CREDENTIAL, reason, Errors.INVALID_INPUT);
        sentence.showAt(WizardEntry.NAME, managed.form());
        return Optional.of(show(typed == null ? "" : typed));
    }

    private Optional<Response> busy(String typed) {
        managed.refused(EventType.UPDATE_CREDENTIAL, MfaEvent.BUSY, Errors.GENERIC_AUTHENTICATION_ERROR);
        UserMessage.of("virtualMfaBusy").showAsError(managed.form());
        return Optional.of(show(typed));
    }
}
