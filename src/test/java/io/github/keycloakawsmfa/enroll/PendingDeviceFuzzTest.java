package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.time.Instant;
import java.util.Optional;

class PendingDeviceFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:10Z");

    @FuzzTest
    void isReadAsItWasWrittenOrNotAtAll(byte[] bytes) {
        Optional<PendingDevice> read = PendingDevice.ofBytes(bytes);
        read.ifPresent(pending -> {
            assertThat(PendingDevice.ofBytes(pending.toBytes()).map(PendingDevice::secret))
                    .contains(pending.secret());
            pending.isExpired(NOW);
            pending.createdStep();
            assertThat(pending.toString()).doesNotContain(pending.secret().base32());
        });

        String[] names = FuzzedText.parts(bytes, 2);
        String account = new AppEntry(names[0], names[1].isEmpty() ? null : names[1], NOW, "KTRWQB").account();
        assertThat(account).endsWith(" 2026-11-23 KTRWQB)");
        assertThat(account.codePointCount(0, account.length())).isLessThanOrEqualTo(109);
    }
}
