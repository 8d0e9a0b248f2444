package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("S4: as many HMACs whichever step and device a code belongs to, and if to none; each step's once")
class SameWorkTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:10Z");
    private static final long STEP = TotpParameters.AUTHENTICATOR_APP.stepAt(NOW);
    private static final int OF_NO_STEP = 1_000_000;
    private static final int HASHES_OF_AN_HMAC = 2;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void ofOneCode(int count) throws InterruptedException {
        for (int device = 0; device < count; device++) {
            for (int offset : new int[] {-1, 0, 1, OF_NO_STEP}) {
                assertThat(hashes(count, device, offset, 1))
                        .as("device %d, step %d", device, offset)
                        .isEqualTo(count * 3 * HASHES_OF_AN_HMAC);
            }
        }
    }

    /** The last of n codes may lie 20 steps before now and after it, and the others before it. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void ofSeveralCodes(int codes) throws InterruptedException {
        for (int offset : new int[] {-22, -21, -20, -5, -1, 0, 1, 10, 18, 19, 20, OF_NO_STEP}) {
            assertThat(hashes(2, 1, offset, codes))
                    .as("first step %d", offset)
                    .isEqualTo(2 * (41 + codes - 1) * HASHES_OF_AN_HMAC);
        }
    }

    private static int hashes(int count, int whose, int offset, int codes) throws InterruptedException {
        List<VirtualMfaDevice> devices =
                IntStream.range(0, count).mapToObj(SameWorkTest::device).toList();
        LedgerState state = LedgerState.EMPTY;
        for (VirtualMfaDevice device : devices) {
            state = state.withDevice(device.id(), new DeviceClock(STEP - 100, 0, 0));
        }
        List<String> typed = new ArrayList<>();
        for (int code = 0; code < codes; code++) {
            typed.add(devices.get(whose).totp().at(STEP + offset + code).digits());
        }
        LedgerState known = state;
        return CountedHashes.of(() -> LedgerRule.spend(known, devices, new TypedCodes(typed, null), null, NOW));
    }

    private static VirtualMfaDevice device(int number) {
        TotpSecret secret = TotpSecret.of(("1234567890123456789" + number).getBytes(StandardCharsets.US_ASCII));
        return new VirtualMfaDevice("d" + number, "d", TotpParameters.AUTHENTICATOR_APP, secret, NOW, 0);
    }
}
