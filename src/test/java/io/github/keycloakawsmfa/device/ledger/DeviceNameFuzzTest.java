package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;

class DeviceNameFuzzTest {

    @FuzzTest
    void isOneLineAndTheSameHoweverOftenItIsRead(byte[] bytes) {
        String typed = FuzzedText.of(bytes);
        assertThat(DeviceName.keyOf(DeviceName.keyOf(typed))).isEqualTo(DeviceName.keyOf(typed));
        DeviceName.parse(typed).ifPresent(name -> {
            assertThat(DeviceName.parse(name.value())).contains(name);
            assertThat(DeviceName.parse(" " + typed + "\t")).contains(name);
            assertThat(name.isTakenBy(typed.strip())).isTrue();
            assertThat(name.isTakenBy(name.key())).isTrue();
            assertThat(name.value().codePointCount(0, name.value().length())).isBetween(1, DeviceName.MAX_LENGTH);
            assertThat(name.value()).doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}<>&\"'/\\\\:;${}]");
        });
    }
}
