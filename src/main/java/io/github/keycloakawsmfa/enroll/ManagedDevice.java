package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.login.CodeAnswer;
import io.github.keycloakawsmfa.login.CodeAttemptGuard;
import io.github.keycloakawsmfa.login.CodeRejection;
import io.github.keycloakawsmfa.login.InfoPage;
import io.github.keycloakawsmfa.login.MarkedPage;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;

/** The device that a form of the manage page is about, and what such forms have in common. */
record ManagedDevice(RequiredActionContext context, DeviceSummary device, Instant now) {

    String id() {
        return device.id();
    }

    LoginFormsProvider form() {
        return context.form();
    }

    Ledger ledger() {
        return new Ledger(context.getSession());
    }

    CodeAttemptGuard door(EventType type) {
        return new CodeAttemptGuard(
                context.getSession(), context.getRealm(), context.getUser(), context.getEvent(), type);
    }

    /** The form, with what it is about; the name is the user's input, and never part of a message. */
    Response show(String template) {
        form().setAttribute("mfaDeviceName", device.name()).setAttribute("mfaCodesNeeded", codesNeeded());
        return MarkedPage.of(context.getSession(), form(), template);
    }

    /** Read again each time: the codes of this very request may have changed it. */
    int codesNeeded() {
        return Devices.of(context.getSession(), context.getRealm(), context.getUser())
                .codesNeeded(now);
    }

    /**
     * For codes that did not pass: the form again, a notice, or back to the list.
     *
     * @param again makes the form that shows the sentence
     */
    Optional<Response> rejected(CodeRejection why, Function<UserMessage, Optional<Response>> again) {
        CodeAnswer answer = why.answer();
        if (answer instanceof CodeAnswer.Again told) {
            return again.apply(told.sentence());
        }
        if (answer instanceof CodeAnswer.NoDevice) {
            return gone();
        }
        return Optional.of(InfoPage.UNAVAILABLE.page(context.getSession(), form()));
    }

    /** For a change that could not be made, because the key or the user's record cannot be read. */
    Optional<Response> unavailable(EventType type, String reason) {
        refused(type, reason, Errors.GENERIC_AUTHENTICATION_ERROR);
        return Optional.of(InfoPage.UNAVAILABLE.page(context.getSession(), form()));
    }

    /** Back to the list, which says that the device is gone. */
    Optional<Response> gone(EventType type) {
        refused(type, "device_gone", Errors.CREDENTIAL_NOT_FOUND);
        return gone();
    }

    private Optional<Response> gone() {
        UserMessage.of("virtualMfaDeviceGone").showAsError(form());
        return Optional.empty();
    }

    /** Back to the list, which says what was done. */
    Optional<Response> done(String key) {
        UserMessage.of(key).showAsSuccess(form());
        return Optional.empty();
    }

    void refused(EventType type, String reason, String error) {
        MfaEvent.of(context.getEvent(), type, context.getUser(), reason)
                .detail(Details.CREDENTIAL_ID, id())
                .error(error);
    }

    /** A change after which the user may end sessions elsewhere. */
    void changed() {
        OtherSessions.offer(context.getAuthenticationSession());
    }
}
