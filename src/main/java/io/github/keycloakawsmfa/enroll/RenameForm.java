package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/** Renames a device. Free: a name proves nothing. */
final class RenameForm extends DeviceForm {

    private String typed;

    RenameForm(RequiredActionContext context, DeviceSummary device, Instant now) {
        super(context, device, now, "virtual-mfa-rename.ftl", EventType.UPDATE_CREDENTIAL);
        this.typed = device.name();
    }

    @Override
    Response show() {
        form().setAttribute("mfaName", typed);
        return super.show();
    }

    @Override
    Optional<Response> take(MultivaluedMap<String, String> posted) {
        typed = Objects.requireNonNullElse(posted.getFirst(WizardForm.NAME), "");
        Optional<DeviceName> name = DeviceName.parse(typed);
        if (name.isEmpty()) {
            refused("form_incomplete", Errors.INVALID_INPUT);
            return again(WizardForm.notAName(typed));
        }
        return ledger().rename(realm(), user(), id(), name.get())
                .fold(
                        outcome -> switch (outcome) {
                            case RENAMED -> done("virtualMfaRenamed");
                            case NAME_TAKEN -> {
                                refused("name_taken", Errors.INVALID_INPUT);
                                yield again(UserMessage.of("virtualMfaNameTaken"));
                            }
                            case GONE -> gone();
                        },
                        this::busy,
                        none -> unavailable(none.reason()));
    }

    @Override
    String field() {
        return WizardForm.NAME;
    }

    @Override
    Optional<Response> again(UserMessage sentence) {
        sentence.showAt(WizardForm.NAME, form());
        return Optional.of(show());
    }

    private Optional<Response> busy() {
        refused(MfaEvent.BUSY, Errors.GENERIC_AUTHENTICATION_ERROR);
        UserMessage.of("virtualMfaBusy").showAsError(form());
        return Optional.of(show());
    }
}
