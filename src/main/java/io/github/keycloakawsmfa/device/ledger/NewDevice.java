package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.util.Objects;

/**
 * A device whose two consecutive codes were found and which is about to be assigned.
 *
 * @param id the credential id that it will have: an id that was used before does not make a new device
 * @param lastStep the step of code 2: it and all older ones are spent from the start
 * @param drift device clock minus server clock, in time steps
 * @param serial of the hardware token that it is; empty for an app
 */
public record NewDevice(
        String id,
        DeviceName name,
        TotpParameters parameters,
        TotpSecret secret,
        long lastStep,
        long drift,
        String serial) {

    /** One that is no hardware token. */
    public NewDevice(
            String id, DeviceName name, TotpParameters parameters, TotpSecret secret, long lastStep, long drift) {
        this(id, name, parameters, secret, lastStep, drift, "");
    }

    /** @throws NullPointerException if any part is null */
    public NewDevice {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(parameters, "parameters");
        Objects.requireNonNull(secret, "secret");
        Objects.requireNonNull(serial, "serial");
    }
}
