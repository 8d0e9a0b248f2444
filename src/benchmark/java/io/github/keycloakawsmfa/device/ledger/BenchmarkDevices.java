package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** Devices with fixed secrets, at a fixed time, and codes that none of them shows about then. */
final class BenchmarkDevices {

    static final Instant NOW = Instant.parse("2026-11-23T12:00:10Z");
    static final long STEP = TotpParameters.AUTHENTICATOR_APP.stepAt(NOW);

    private BenchmarkDevices() {}

    static VirtualMfaDevice device(int number) {
        return new VirtualMfaDevice(
                UUID.nameUUIDFromBytes(secret(number)).toString(),
                "Phone " + number,
                TotpParameters.AUTHENTICATOR_APP,
                TotpSecret.of(secret(number)),
                NOW.minusSeconds(1_000_000),
                0);
    }

    static byte[] secret(int number) {
        return ("1234567890123456789" + number).getBytes(StandardCharsets.US_ASCII);
    }

    /** Those of a year later. */
    static String wrongCode(int which) {
        return device(0).totp().at(STEP + 1_051_200 + which).digits();
    }
}
