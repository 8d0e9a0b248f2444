package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a code leaves to the garbage collector: 250 bytes once Java has compiled it, and some more before. */
class CodeAllocationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:10Z");
    private static final int TIMES = 10_000;

    private final VirtualMfaDevice device = new VirtualMfaDevice(
            "phone",
            "phone",
            TotpParameters.AUTHENTICATOR_APP,
            TotpSecret.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII)),
            NOW,
            0);
    private final List<TotpCode> codes = List.of(TotpCode.parse("000000", 6).orElseThrow());

    @Test
    void aWrongCodeTakesOneDigestAndFewArrays() {
        check();
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        check();
        assertThat((thread.getCurrentThreadAllocatedBytes() - before) / TIMES).isLessThan(1500);
    }

    private void check() {
        DeviceClock clock = new DeviceClock(0, 0, 0);
        for (int i = 0; i < TIMES; i++) {
            Optional<CodeMatch> match = CodeMatch.of(device, clock, codes, NOW);
            if (match.isPresent()) {
                throw new AssertionError("It is the code of none of the three steps");
            }
        }
    }
}
