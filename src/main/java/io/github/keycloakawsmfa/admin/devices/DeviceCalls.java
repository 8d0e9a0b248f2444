package io.github.keycloakawsmfa.admin.devices;

import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.device.ledger.AssignOutcome;
import io.github.keycloakawsmfa.device.ledger.AssignOutcome.NotAssigned;
import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.NewDevice;
import io.github.keycloakawsmfa.device.ledger.TypedCodes;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.enroll.AssignByCall;
import io.github.keycloakawsmfa.enroll.AssignByCall.Requester;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import io.github.keycloakawsmfa.login.MfaEvent;
import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * What calls do to a user's devices, for administrators and owners alike: the resource decides who may, and what it costs.
 *
 * @param assigning where the user's new device waits to be assigned
 * @param event the call's user event, which is only copied
 */
record DeviceCalls(
        KeycloakSession session, RealmModel realm, UserModel user, AssignByCall assigning, EventBuilder event) {

    private static final Logger LOG = Logger.getLogger(DeviceCalls.class);

    /** What the ledger is asked to do with a device whose pair fits. */
    interface Assignment {

        LedgerResult<AssignOutcome> assign(NewDevice device);
    }

    static String name(String body) {
        return StrictJson.parse(body, Set.of("name")).needed("name");
    }

    static DeviceCalls of(
            KeycloakSession session, RealmModel realm, UserModel user, Requester requester, EventBuilder event) {
        return new DeviceCalls(session, realm, user, new AssignByCall(session, realm, user, requester, event), event);
    }

    Devices devices() {
        return Devices.beforeAct(session, realm, user);
    }

    /** What was created and waits to be enabled: none or one. */
    List<DeviceAnswer.Unassigned> pending() {
        return assigning.waiting(ServerTime.now()).map(DeviceAnswer.Unassigned::of).stream()
                .toList();
    }

    /** @param created receives the new device */
    Response create(String typedName, Consumer<UnassignedDevice.WithSecret> created) {
        Optional<DeviceName> name = DeviceName.parse(typedName);
        if (name.isEmpty()) {
            return ErrorAnswer.notAName();
        }
        Devices devices = devices();
        if (devices.list().size() >= Devices.MOST) {
            return ErrorAnswer.limitReached();
        }
        if (devices.haveName(name.get())) {
            return ErrorAnswer.nameTaken();
        }
        try {
            UnassignedDevice.WithSecret secret = assigning.create(name.get(), ServerTime.now());
            created.accept(secret);
            session.getContext().getHttpResponse().setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            return DeviceAnswer.Created.of(secret);
        } catch (KeyUnavailableException e) {
            return unavailable(e.getMessage(), false);
        }
    }

    /**
     * @param typed two consecutive codes of the device
     * @param enabled receives the name
     */
    Response enable(String id, TypedCodes typed, Assignment ledger, Consumer<String> enabled) {
        int digits = TotpParameters.AUTHENTICATOR_APP.digits();
        Optional<TotpCode> code1 = TotpCode.parse(typed.codes().get(0), digits);
        Optional<TotpCode> code2 = TotpCode.parse(typed.codes().get(1), digits);
        if (code1.isEmpty() || code2.isEmpty()) {
            return CodeRefusal.malformedPair();
        }
        Instant now = ServerTime.now();
        try {
            return assigning
                    .judge(
                            id,
                            code1.get(),
                            code2.get(),
                            now,
                            device -> assign(device, ledger, enabled, now),
                            CodeRefusal::newPairRequired,
                            CodeRefusal::of)
                    .orElseGet(() -> devices().exists(id)
                            ? ErrorAnswer.of(NotAssigned.ALREADY_ASSIGNED)
                            : ErrorAnswer.nothingWaits());
        } catch (KeyUnavailableException e) {
            return unavailable(e.getMessage(), false);
        }
    }

    private Response assign(NewDevice device, Assignment ledger, Consumer<String> enabled, Instant now) {
        String id = device.id();
        return ledger.assign(device)
                .fold(
                        outcome -> outcome.fold(
                                assigned -> {
                                    assigning.forget(id, now);
                                    enabled.accept(device.name().value());
                                    return shown(id);
                                },
                                CodeRefusal::of,
                                // No call brings a ticket.
                                wait -> ErrorAnswer.busy(),
                                why -> {
                                    if (why == NotAssigned.ALREADY_ASSIGNED) {
                                        assigning.forget(id, now);
                                    }
                                    return ErrorAnswer.of(why);
                                }),
                        ErrorAnswer::busy,
                        none -> unavailable(none.reason(), none.damaged()));
    }

    /** @param renamed receives the new name */
    Response rename(String id, String typedName, Consumer<String> renamed) {
        Optional<DeviceName> name = DeviceName.parse(typedName);
        if (name.isEmpty()) {
            return ErrorAnswer.notAName();
        }
        return new Ledger(session)
                .rename(realm, user, id, name.get())
                .fold(
                        outcome -> switch (outcome) {
                            case RENAMED -> {
                                renamed.accept(name.get().value());
                                yield shown(id);
                            }
                            case NAME_TAKEN -> ErrorAnswer.nameTaken();
                            case GONE -> ErrorAnswer.gone();
                        },
                        ErrorAnswer::busy,
                        none -> unavailable(none.reason(), none.damaged()));
    }

    /** Two consecutive codes of a device that waits to be assigned. */
    static TypedCodes pair(StrictJson json, String deviceId) {
        return TypedCodes.of(deviceId, json.needed("code1"), json.needed("code2"));
    }

    /** @param damaged whether it is the user's record that cannot be read, and not the key */
    private Response unavailable(String reason, boolean damaged) {
        LOG.errorf("No virtual MFA device can be assigned in realm %s: %s", realm.getName(), reason);
        MfaEvent.of(event, EventType.UPDATE_CREDENTIAL, user, reason).error(Errors.GENERIC_AUTHENTICATION_ERROR);
        return damaged ? ErrorAnswer.damaged() : ErrorAnswer.unavailable(ErrorAnswer.HIDDEN);
    }

    /** Of a device that is there; those of apps if it has gone meanwhile. */
    TotpParameters parametersOf(String id) {
        return devices().find(id).map(DeviceSummary::parameters).orElse(TotpParameters.AUTHENTICATOR_APP);
    }

    private Response shown(String id) {
        return devices()
                .find(id)
                .map(device -> Response.ok(DeviceAnswer.withoutKey(device)).build())
                .orElseGet(ErrorAnswer::gone);
    }
}
