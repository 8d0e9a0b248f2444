package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.enroll.ClockOffsetPolicy.PreviousPair;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PendingDeviceTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);

    private final PendingDevice fresh = PendingDevice.create(NOW);

    @Test
    @DisplayName("What was written is read again, with and without a pair")
    void roundTrip() {
        PendingDevice remembering = fresh.remembering(new PreviousPair(60_000_001L, -7, true));

        assertThat(PendingDevice.ofBytes(fresh.toBytes())).contains(fresh);
        assertThat(PendingDevice.ofBytes(remembering.toBytes())).contains(remembering);
    }

    @Test
    @DisplayName("Another version, or bytes cut short, are nothing")
    void unreadable() {
        byte[] bytes = fresh.toBytes();
        byte[] later = bytes.clone();
        later[0]++;

        assertThat(PendingDevice.ofBytes(later)).isEmpty();
        assertThat(PendingDevice.ofBytes(Arrays.copyOf(bytes, 12))).isEmpty();
        assertThat(PendingDevice.ofBytes(Arrays.copyOf(bytes, 15))).isEmpty();
        assertThat(PendingDevice.ofBytes(new byte[0])).isEmpty();
        for (long noTime : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, Instant.MAX.getEpochSecond()}) {
            byte[] never = bytes.clone();
            ByteBuffer.wrap(never).putLong(1, noTime);
            assertThat(PendingDevice.ofBytes(never)).isEmpty();
        }
    }

    @Test
    @DisplayName("A secret lives for 30 minutes")
    void life() {
        assertThat(fresh.isExpired(NOW.plus(Duration.ofMinutes(30)).minusSeconds(1)))
                .isFalse();
        assertThat(fresh.isExpired(NOW.plus(Duration.ofMinutes(30)))).isTrue();
    }

    @Test
    @DisplayName("Each device has a secret of its own, which is never printed")
    void secret() {
        assertThat(fresh.secret()).isNotEqualTo(PendingDevice.create(NOW).secret());
        assertThat(fresh.toString()).doesNotContain(fresh.secret().base32());
    }

    @Test
    @DisplayName("What was typed for it is never printed")
    void typed() {
        ExistingDeviceCode current = new ExistingDeviceCode("123456", "234567", "", 2);
        WizardPost entry =
                new WizardPost("phone", new TypedProof("345678", "456789", "ABCD-EFGH-2345-WXYZ", current), null);

        assertThat(current.toString()).doesNotContain("123456", "234567");
        assertThat(entry.toString()).doesNotContain("123456", "234567", "345678", "456789", "ABCD");
    }

    @Test
    @DisplayName("The key is shown in groups of four")
    void groups() {
        assertThat(WizardForm.inGroupsOfFour("ABCDEFGHIJKL")).isEqualTo("ABCD EFGH IJKL");
    }
}
