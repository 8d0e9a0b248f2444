package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "My phone", "私の電話", "Jürgens Handy", "phone_1+=,.@-", "مفتاح", "a  b", "١٢"})
    void namesOfAnyScriptAreFine(String name) {
        assertThat(DeviceName.parse(name)).map(DeviceName::value).contains(name);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "a/b", "<b>", "a\tb", "a\nb", "a\u0000b", "a:b", "a'b", "\u202Eabc", "😀"})
    void otherCharactersAreNot(String name) {
        assertThat(DeviceName.parse(name)).isEmpty();
    }

    @Test
    void blanksAroundAreDroppedAndFormsComposed() {
        assertThat(DeviceName.parse("  My phone ")).map(DeviceName::value).contains("My phone");
        assertThat(DeviceName.parse("Ju\u0308rgen")).map(DeviceName::value).contains("Jürgen");
    }

    @Test
    void theLimitCountsCharactersNotUnits() {
        assertThat(DeviceName.parse("𠮷".repeat(64))).isPresent();
        assertThat(DeviceName.parse("𠮷".repeat(65))).isEmpty();
        assertThat(DeviceName.parse("a".repeat(65))).isEmpty();
    }

    /** As long as a call's body may be: before, it took hours. */
    @Test
    @Timeout(30)
    void combiningCharactersWithoutEndTakeNoTime() {
        assertThat(DeviceName.parse("a" + "\u0301\u0316".repeat(250_000))).isEmpty();
        assertThat(DeviceName.parse("\u03b1\u0313\u0300\u0345".repeat(64)))
                .as("64 characters, however they are written")
                .map(DeviceName::value)
                .contains("\u1f82".repeat(64));
    }

    @ParameterizedTest
    @CsvSource({"Phone, PHONE", "Ｐｈｏｎｅ, phone", "straße, STRASSE", "ﬁ, fi", "Σ, ς"})
    void namesThatLookTheSameAreTheSame(String one, String other) {
        assertThat(new DeviceName(one).key()).isEqualTo(new DeviceName(other).key());
    }

    @Test
    void theConstructorRefusesWhatParseLeavesOut() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceName("a/b"));
        assertThatIllegalArgumentException().isThrownBy(() -> new DeviceName(null));
    }
}
