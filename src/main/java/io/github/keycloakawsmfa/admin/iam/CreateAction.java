package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.devices.AdministeredDevices;
import io.github.keycloakawsmfa.admin.devices.DeviceAnswer;
import io.github.keycloakawsmfa.admin.devices.ErrorAnswer;
import io.github.keycloakawsmfa.aws.model.MfaSerial;
import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.enroll.RealmDevices;
import io.github.keycloakawsmfa.enroll.RealmDevices.Creation;
import io.github.keycloakawsmfa.enroll.UnassignedDevice;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;

/** {@code CreateVirtualMFADevice}: for nobody yet, as at AWS, or for one user by {@code Path=/USER/}. */
record CreateAction(IamCall call, DeviceName name, Instant now) {

    private static final Logger LOG = Logger.getLogger(CreateAction.class);

    private static final String NAME = "VirtualMFADeviceName";
    private static final String PATH = "Path";

    static Response answer(IamCall call) {
        call.requireOnly(NAME, PATH);
        Optional<DeviceName> name = DeviceName.parse(call.needed(NAME));
        if (name.isEmpty()) {
            return IamRefusal.of(ErrorAnswer.notAName());
        }
        CreateAction action = new CreateAction(call, name.get(), ServerTime.now());
        return user(call).map(action::forUser).orElseGet(action::forNobody);
    }

    /** @throws IamException if the path names no user whom the caller may see */
    private static Optional<IamUser> user(IamCall call) {
        String path = call.parameters().text(PATH).orElse("/");
        if (path.equals("/")) {
            return Optional.empty();
        }
        if (path.length() < 3 || !path.startsWith("/") || path.indexOf('/', 1) != path.length() - 1) {
            throw pathWrong();
        }
        String username = MfaSerial.decode(path.substring(1, path.length() - 1)).orElseThrow(CreateAction::pathWrong);
        IamUser user = call.user(username).managedForAssigning();
        if (!user.name().equals(username)) {
            throw IamException.invalid(
                    "Path must have the user's name as Keycloak has it: /" + MfaSerial.encode(user.name()) + "/.");
        }
        return Optional.of(user);
    }

    private static IamException pathWrong() {
        return IamException.invalid(
                "Path must be / or /USER/, for a device that only this user can enable. What is neither"
                        + " a letter of English, a digit nor _+=,.@- stands in it as %XX, in UTF-8.");
    }

    private Response forUser(IamUser user) {
        Optional<UnassignedDevice> waiting = user.waiting(now);
        if (waiting.isPresent()) {
            String serialNumber =
                    call.account().serialNumber(user.name(), waiting.get().name());
            return IamAnswer.error(
                    name.isTakenBy(waiting.get().name()) ? IamError.ENTITY_ALREADY_EXISTS : IamError.LIMIT_EXCEEDED,
                    "One device of a user can wait to be enabled: enable or delete " + serialNumber + " first.");
        }
        Response response = new AdministeredDevices(call.administrator(), user.model()).create(name.value());
        return response.getEntity() instanceof DeviceAnswer.Created created
                ? created(
                        call.account().serialNumber(user.name(), created.name()), created.secretKey(), created.qrCode())
                : IamRefusal.of(response);
    }

    private Response forNobody() {
        call.administrator().requireManageUsers();
        RealmModel realm = call.administrator().realm();
        try {
            Creation creation = call.realmDevices().create(name, realm.getName(), now);
            return creation instanceof Creation.Created created
                    ? createdForNobody(created.secret())
                    : refused((Creation.NotCreated) creation);
        } catch (KeyUnavailableException e) {
            LOG.errorf("No virtual MFA device can be created in realm %s: %s", realm.getName(), e.getMessage());
            return IamRefusal.of(ErrorAnswer.keyUnavailable());
        }
    }

    private Response createdForNobody(UnassignedDevice.WithSecret secret) {
        UnassignedDevice device = secret.device();
        call.tell(OperationType.CREATE, device);
        return created(
                call.account().serialNumber(device.name()),
                secret.key(),
                Base64.getEncoder().encodeToString(secret.qrCode()));
    }

    private static Response refused(Creation.NotCreated why) {
        return switch (why) {
            case NAME_TAKEN ->
                IamAnswer.error(
                        IamError.ENTITY_ALREADY_EXISTS,
                        "A device with this name waits to be enabled: delete it first.");
            case NO_PLACE ->
                IamAnswer.error(
                        IamError.LIMIT_EXCEEDED,
                        RealmDevices.MOST + " devices that nobody has wait to be enabled, and there can be no more.");
            case BUSY -> IamRefusal.of(ErrorAnswer.busy());
        };
    }

    /**
     * @param secretKey Base32, which AWS's clients decode from Base64 into their file
     * @param qrCode a PNG, Base64
     */
    private Response created(String serialNumber, String secretKey, String qrCode) {
        call.deactivatedDevices().forget(serialNumber);
        String seed = Base64.getEncoder().encodeToString(secretKey.getBytes(StandardCharsets.US_ASCII));
        return call.answer(result -> result.element(
                "VirtualMFADevice",
                device -> device.text("SerialNumber", serialNumber)
                        .text("Base32StringSeed", seed)
                        .text("QRCodePNG", qrCode)));
    }
}
