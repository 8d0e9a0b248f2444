package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.RolloutOperation.SkipOutcome;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.PutOff;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Errors;
import org.keycloak.events.EventType;

/** <em>Not now</em>: the sign-in goes on without a device and without evidence, if it may by what holds at this moment. */
final class PuttingOff {

    private final RequiredActionContext context;
    private final Instant now;

    PuttingOff(RequiredActionContext context, Instant now) {
        this.context = context;
        this.now = now;
    }

    /**
     * @param leave ends the wizard
     * @param changed shows what comes instead, where the user has got a device meanwhile
     * @return the wizard again, if the user may not put it off, or it could not be counted
     */
    Optional<Response> take(Supplier<Optional<Response>> leave, Supplier<Optional<Response>> changed) {
        Optional<Instant> until = NotNow.offeredUntil(context, now);
        if (until.isEmpty()) {
            return refused();
        }
        return new Ledger(context.getSession())
                .skip(context.getRealm(), context.getUser(), until.get())
                .fold(outcome -> taken(outcome, leave, changed), this::busy, none -> unavailable(none.reason()));
    }

    private Optional<Response> taken(
            SkipOutcome outcome, Supplier<Optional<Response>> leave, Supplier<Optional<Response>> changed) {
        return switch (outcome) {
            case SKIPPED -> {
                PutOff.note(context.getAuthenticationSession(), context.getUser());
                yield leave.get();
            }
            case OVER -> refused();
            case HAS_DEVICE -> changed.get();
        };
    }

    /** The date has passed while the page was open, or the button was never on it. */
    private Optional<Response> refused() {
        tell("skip_refused", Errors.NOT_ALLOWED);
        return Optional.of(wizard().show(UserMessage.of("virtualMfaNotNowOver")));
    }

    private Optional<Response> busy() {
        tell(MfaEvent.BUSY, Errors.GENERIC_AUTHENTICATION_ERROR);
        return Optional.of(wizard().show(UserMessage.of("virtualMfaBusy")));
    }

    private Optional<Response> unavailable(String reason) {
        return Optional.of(wizard().unavailable(reason));
    }

    private Wizard wizard() {
        return new Wizard(context, now);
    }

    private void tell(String reason, String error) {
        MfaEvent.of(context.getEvent(), EventType.CUSTOM_REQUIRED_ACTION, context.getUser(), reason)
                .error(error);
    }
}
