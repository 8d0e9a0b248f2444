package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.metrics.Door;
import io.github.keycloakawsmfa.login.CodeAttemptGuard;
import io.github.keycloakawsmfa.login.CodeRejection;
import io.github.keycloakawsmfa.login.InfoPage;
import io.github.keycloakawsmfa.login.MarkedPage;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.login.Quote;
import io.github.keycloakawsmfa.login.UserMessage;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** One thing that a user does to one device, on a page of its own. */
abstract class DeviceForm {

    private static final Logger LOG = Logger.getLogger(DeviceForm.class);

    private final RequiredActionContext context;
    private final DeviceSummary device;
    private final Instant now;
    private final String template;
    private final EventType type;

    /** @param type of the events for what was not done */
    DeviceForm(RequiredActionContext context, DeviceSummary device, Instant now, String template, EventType type) {
        this.context = context;
        this.device = device;
        this.now = now;
        this.template = template;
        this.type = type;
    }

    /** Its page, with the device that it is about; the name is the user's input, and never part of a message. */
    Response show() {
        MarkedPage.focus(form(), field());
        form().setAttribute("mfaDeviceName", device.name()).setAttribute("mfaCodesNeeded", codesNeeded());
        return MarkedPage.of(context.getSession(), form(), template);
    }

    /**
     * One POST.
     *
     * @return its page again; empty if it is over: the list of devices then shows the result
     */
    abstract Optional<Response> take(MultivaluedMap<String, String> posted);

    /** Name of the first field. */
    abstract String field();

    /** The page again, with what is wrong. */
    abstract Optional<Response> again(UserMessage sentence);

    final RequiredActionContext context() {
        return context;
    }

    final RealmModel realm() {
        return context.getRealm();
    }

    final UserModel user() {
        return context.getUser();
    }

    final String id() {
        return device.id();
    }

    final DeviceSummary device() {
        return device;
    }

    final LoginFormsProvider form() {
        return context.form();
    }

    final Ledger ledger() {
        return new Ledger(context.getSession(), Door.DEVICES_PAGE);
    }

    final CodeAttemptGuard guard() {
        return new CodeAttemptGuard(context.getSession(), realm(), user(), context.getEvent(), type, Door.DEVICES_PAGE);
    }

    /** Read again each time: the codes of this very request may have changed it. */
    final int codesNeeded() {
        return Devices.of(context.getSession(), realm(), user()).codesNeeded(now);
    }

    /** For codes that did not pass: the form again, or back to the list. */
    final Optional<Response> rejected(CodeRejection why) {
        return why.again().map(told -> again(told.sentence())).orElseGet(this::backWithoutDevice);
    }

    /** For a change that could not be made, because the key or the user's record cannot be read. */
    final Optional<Response> unavailable(String reason) {
        LOG.errorf("A device could not be changed in realm %s: %s", realm().getName(), reason);
        return unavailable(Quote.error(event(reason), Errors.GENERIC_AUTHENTICATION_ERROR));
    }

    final Optional<Response> unavailable(Quote quote) {
        return Optional.of(InfoPage.DEVICES_UNAVAILABLE.page(context.getSession(), form(), quote));
    }

    /** Back to the list, which says that the device is gone. */
    final Optional<Response> gone() {
        refused("device_gone", Errors.CREDENTIAL_NOT_FOUND);
        return backWithoutDevice();
    }

    private Optional<Response> backWithoutDevice() {
        UserMessage.of("virtualMfaDeviceGone").showAsError(form());
        return Optional.empty();
    }

    /** Back to the list, which says what was done. */
    final Optional<Response> done(String key) {
        UserMessage.of(key).showAsSuccess(form());
        return Optional.empty();
    }

    final void refused(String reason, String error) {
        event(reason).error(error);
    }

    private EventBuilder event(String reason) {
        return MfaEvent.of(context.getEvent(), type, context.getUser(), reason).detail(Details.CREDENTIAL_ID, id());
    }

    /** A change after which the user may end sessions elsewhere. */
    final void changed() {
        OtherSessions.offer(context.getAuthenticationSession());
    }
}
