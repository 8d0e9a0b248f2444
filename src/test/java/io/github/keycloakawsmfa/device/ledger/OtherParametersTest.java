package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.SpendOutcome.Accepted;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.Malformed;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.OffsetFound;
import io.github.keycloakawsmfa.device.ledger.SpendOutcome.Refused;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger's rule for devices that are no authenticator app's: window, pairs and offsets count in steps of the device. */
class OtherParametersTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:10Z");
    private static final TotpParameters MINUTES = parameters(TotpAlgorithm.SHA1, 6, 60);

    private LedgerState state = LedgerState.EMPTY;

    static Stream<TotpParameters> all() {
        return Stream.of(TotpAlgorithm.values())
                .flatMap(algorithm -> TotpParameters.CODE_LENGTHS.stream()
                        .flatMap(digits ->
                                Stream.of(15, 30, 60, 90).map(period -> parameters(algorithm, digits, period))));
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("One code counts one step around the drift, once")
    void oneCode(TotpParameters parameters) {
        for (int offset = -2; offset <= 2; offset++) {
            VirtualMfaDevice device = known("token", parameters, -3);
            assertThat(spend(device, offset - 3, 1))
                    .isInstanceOf(Math.abs(offset) <= 1 ? Accepted.class : Refused.class);
            assertThat(spend(device, offset - 3, 1)).isInstanceOf(Refused.class);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("Two and three codes are looked for within ten minutes, whatever a step is")
    void consecutiveCodes(TotpParameters parameters) {
        long reach = Duration.ofMinutes(10).dividedBy(parameters.period());
        for (int count = 2; count <= 3; count++) {
            assertThat(spend(known("token", parameters, 0), 0, count)).isInstanceOf(Accepted.class);
            for (long far : List.of(-reach, reach)) {
                assertThat(spend(known("token", parameters, 0), far, count))
                        .isEqualTo(new OffsetFound("token", "token", far, parameters));
            }
            for (long tooFar : List.of(-reach - 1, reach + 1)) {
                assertThat(spend(known("token", parameters, 0), tooFar, count)).isInstanceOf(Refused.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    @DisplayName("An offset that a pair has shown is kept once a later code fits it")
    void confirmedOffset(TotpParameters parameters) {
        VirtualMfaDevice device = known("token", parameters, 0);
        assertThat(spend(device, -5, 2)).isInstanceOf(OffsetFound.class);
        assertThat(spend(device, -4, 1)).isEqualTo(new Accepted("token", "token", -4, true));
    }

    @Test
    @DisplayName("A device that the ledger has not seen starts behind its window, in its own steps")
    void unseen() {
        VirtualMfaDevice token = device("token", MINUTES, 0);
        state = LedgerState.EMPTY;
        assertThat(spend(token, 1, 1)).isInstanceOf(Refused.class);
        assertThat(spend(List.of(token), codes(token, 2, 1), NOW.plusSeconds(120)))
                .isInstanceOf(Accepted.class);
    }

    @Test
    @DisplayName("Of a phone and a token each takes its own codes")
    void mixed() {
        VirtualMfaDevice phone = known("phone", TotpParameters.AUTHENTICATOR_APP, 0);
        VirtualMfaDevice token = known("token", parameters(TotpAlgorithm.SHA256, 8, 60), 0);
        List<VirtualMfaDevice> both = List.of(phone, token);
        assertThat(spend(both, codes(token, 0, 1), NOW)).isEqualTo(new Accepted("token", "token", 0, false));
        assertThat(spend(both, codes(phone, 0, 1), NOW)).isEqualTo(new Accepted("phone", "phone", 0, false));
        assertThat(spend(both, codes(token, 3, 3), NOW)).isInstanceOf(OffsetFound.class);
    }

    @Test
    @DisplayName("As many digits as no device shows are no code, and not counted")
    void otherLength() {
        VirtualMfaDevice phone = known("phone", TotpParameters.AUTHENTICATOR_APP, 0);
        assertThat(spend(List.of(phone), TypedCodes.ofField("12345678", null), NOW))
                .isInstanceOf(Malformed.class);
        assertThat(spend(List.of(phone), TypedCodes.of(null, "123456", "12345678"), NOW))
                .isInstanceOf(Malformed.class);
        assertThat(state.codes().wrong()).isEmpty();
    }

    @Test
    @DisplayName(
            "A device that counts its codes may have made ten, and with consecutive ones a hundred, that nobody typed")
    void counting() {
        TotpParameters hotp = parameters(TotpAlgorithm.SHA1, 6, 0);
        VirtualMfaDevice device = device("hotp", hotp, 0);
        for (int unused = 0; unused <= 12; unused++) {
            state = LedgerState.EMPTY.withDevice("hotp", new DeviceClock(41, 0, 0));
            assertThat(spend(List.of(device), counted(device, 42 + unused, 1), NOW))
                    .isInstanceOf(unused <= 10 ? Accepted.class : Refused.class);
        }
        for (int count = 2; count <= 3; count++) {
            for (int unused : List.of(0, 11, 100, 101)) {
                state = LedgerState.EMPTY.withDevice("hotp", new DeviceClock(41, 0, 0));
                assertThat(spend(List.of(device), counted(device, 41 + count + unused, count), NOW))
                        .isInstanceOf(unused <= 100 ? Accepted.class : Refused.class);
            }
        }
    }

    @Test
    @DisplayName("None of its codes counts twice, however late, nor an older one")
    void countedOnce() {
        VirtualMfaDevice device = device("hotp", parameters(TotpAlgorithm.SHA1, 6, 0), 0);
        state = LedgerState.EMPTY.withDevice("hotp", new DeviceClock(41, 0, 0));
        assertThat(spend(List.of(device), counted(device, 45, 1), NOW))
                .isEqualTo(new Accepted("hotp", "hotp", 0, false));
        for (int step = 40; step <= 45; step++) {
            assertThat(spend(List.of(device), counted(device, step, 1), NOW.plusSeconds(86400L * step)))
                    .isInstanceOf(Refused.class);
        }
        state = state.withCodes(Attempts.NONE);
        assertThat(spend(List.of(device), counted(device, 46, 1), NOW.plusSeconds(864000)))
                .isInstanceOf(Accepted.class);
    }

    @Test
    @DisplayName("Without the ledger's entry, nothing tells which of its codes were used: all count as used")
    void countedUnseen() {
        VirtualMfaDevice device = device("hotp", parameters(TotpAlgorithm.SHA1, 6, 0), 0);
        state = LedgerState.EMPTY;
        for (int step = 0; step <= 3; step++) {
            assertThat(spend(List.of(device), counted(device, step, 1), NOW.plusSeconds(86400L * step)))
                    .isInstanceOf(Refused.class);
            assertThat(LedgerJson.read(LedgerJson.write(state))).isEqualTo(state);
        }
        // Where a code behind all of them fits by chance.
        state = state.withCodes(Attempts.NONE);
        long last = state.devices().get("hotp").lastStep();
        assertThat(spend(List.of(device), counted(device, last + 103, 3), NOW.plusSeconds(8640000)))
                .isInstanceOf(Accepted.class);
        assertThat(LedgerJson.read(LedgerJson.write(state))).isEqualTo(state);
    }

    private static TypedCodes counted(VirtualMfaDevice device, long last, int count) {
        return TypedCodes.of(
                null,
                LongStream.rangeClosed(last - count + 1, last)
                        .mapToObj(at -> device.totp().at(at).digits())
                        .toArray(String[]::new));
    }

    private VirtualMfaDevice known(String id, TotpParameters parameters, long drift) {
        long longAgo = parameters.stepAt(NOW) - 1000;
        state = state.withDevice(id, new DeviceClock(longAgo, drift, 0)).withCodes(Attempts.NONE);
        return device(id, parameters, drift);
    }

    /** @param last step of the last code, from now */
    private SpendOutcome spend(VirtualMfaDevice device, long last, int count) {
        return spend(List.of(device), codes(device, last, count), NOW);
    }

    private SpendOutcome spend(List<VirtualMfaDevice> devices, TypedCodes typed, Instant now) {
        LedgerState settled = LedgerRule.withUnknownDevices(state, devices, now);
        LedgerRule.Decision decision = LedgerRule.spend(settled, devices, typed, null, now);
        state = decision.next();
        return decision.outcome();
    }

    private static TypedCodes codes(VirtualMfaDevice device, long last, int count) {
        long step = device.parameters().stepAt(NOW) + last;
        return TypedCodes.of(
                null,
                LongStream.rangeClosed(step - count + 1, step)
                        .mapToObj(at -> device.totp().at(at).digits())
                        .toArray(String[]::new));
    }

    private static VirtualMfaDevice device(String id, TotpParameters parameters, long drift) {
        byte[] secret = ("secret of " + id + " with more than 20 bytes").getBytes(StandardCharsets.US_ASCII);
        return new VirtualMfaDevice(id, id, parameters, TotpSecret.of(secret), NOW.minusSeconds(86400), drift);
    }

    private static TotpParameters parameters(TotpAlgorithm algorithm, int digits, int period) {
        return new TotpParameters(algorithm, digits, Duration.ofSeconds(period));
    }
}
