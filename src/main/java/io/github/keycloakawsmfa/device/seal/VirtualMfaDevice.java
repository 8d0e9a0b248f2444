package io.github.keycloakawsmfa.device.seal;

import io.github.keycloakawsmfa.totp.Totp;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.time.Instant;
import java.util.Objects;

/**
 * One virtual MFA device as its sealed row opens: never printed, never sent anywhere.
 *
 * @param id the Keycloak credential id
 * @param name the label, 1 to 64 characters; Keycloak's account REST may have renamed it to anything
 * @param driftAtAssignment device clock minus server clock in time steps, as measured when it was assigned
 * @param serial of the hardware token that it is; empty for an app
 */
public record VirtualMfaDevice(
        String id,
        String name,
        TotpParameters parameters,
        TotpSecret secret,
        Instant assignedAt,
        long driftAtAssignment,
        String serial) {

    /** The Keycloak credential type of every device. */
    public static final String TYPE = "virtual-mfa";

    /** The required action that shows a user's devices. The one that assigns a device is named like the type. */
    public static final String DEVICES_ACTION = "virtual-mfa-devices";

    /** One that is no hardware token. */
    public VirtualMfaDevice(
            String id,
            String name,
            TotpParameters parameters,
            TotpSecret secret,
            Instant assignedAt,
            long driftAtAssignment) {
        this(id, name, parameters, secret, assignedAt, driftAtAssignment, "");
    }

    public VirtualMfaDevice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(assignedAt, "assignedAt");
        Objects.requireNonNull(serial, "serial");
    }

    public Totp totp() {
        return new Totp(secret, parameters);
    }
}
