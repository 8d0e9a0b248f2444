package io.github.keycloakawsmfa.seeds.pskc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakawsmfa.seeds.SeedFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The containers of RFC 6030, figures 2 to 10. All are of counting tokens, so what is read of them is tested below them. */
class Rfc6030FiguresTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final ContainerKey NONE = new ContainerKey.None();
    private static final ContainerKey FIGURE_6 =
            new ContainerKey.PreShared(HexFormat.of().parseHex("12345678901234567890123456789012"));
    private static final ContainerKey FIGURE_7 = new ContainerKey.Password("qwerty");

    static Stream<Arguments> secrets() {
        return Stream.of(
                Arguments.of(2, NONE, List.of("1234")),
                Arguments.of(3, NONE, List.of("12345678901234567890")),
                Arguments.of(5, NONE, List.of("12345678901234567890", "1234")),
                Arguments.of(6, FIGURE_6, List.of("12345678901234567890")),
                Arguments.of(7, FIGURE_7, List.of("12345678901234567890")),
                Arguments.of(
                        7,
                        new ContainerKey.PreShared(HexFormat.of().parseHex("651e63cd57008476af1ff6422cd02e41")),
                        List.of("12345678901234567890")),
                Arguments.of(9, NONE, List.of("12345678901234567890")),
                Arguments.of(
                        10,
                        NONE,
                        List.of(
                                "12345678901234567890",
                                "12345678901234567890",
                                "12345678901234567890",
                                "12345678901234567890")));
    }

    @ParameterizedTest
    @MethodSource("secrets")
    @DisplayName("The secrets of a figure are those of the RFC")
    void itsSecrets(int figure, ContainerKey key, List<String> secrets) {
        assertThat(PskcFile.keys(figure(figure), key))
                .extracting(pskc -> new String(pskc.secret().orElseThrow().bytes(), StandardCharsets.US_ASCII))
                .isEqualTo(secrets);
    }

    @Test
    @DisplayName("Serial number, maker and user are read")
    void itsDevice() {
        assertThat(PskcFile.keys(figure(3), NONE)).singleElement().satisfies(key -> {
            assertThat(key.deviceSerial()).isEqualTo("987654321");
            assertThat(key.manufacturer()).isEqualTo("Manufacturer");
            assertThat(key.userId()).isEqualTo("UID=jsmith,DC=example-bank,DC=net");
            assertThat(key.id()).isEqualTo("12345678");
        });
    }

    @Test
    @DisplayName("A key that is only referred to has no secret")
    void referredTo() {
        assertThat(PskcFile.keys(figure(4), NONE))
                .singleElement()
                .satisfies(key -> assertThat(key.secret()).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 9, 10})
    @DisplayName("A counting token is refused by its kind, with line and serial number")
    void counting(int figure) {
        assertThatThrownBy(() -> PskcFile.read(figure(figure), NONE, NOW))
                .isInstanceOfSatisfying(
                        SeedFileException.class, e -> assertThat(e.line()).isPositive())
                .hasMessageContaining("HOTP");
    }

    @Test
    @DisplayName("Encryption needs what was agreed on, and that very key or password")
    void otherKeys() {
        assertThatThrownBy(() -> PskcFile.keys(figure(6), NONE)).hasMessageContaining("key that was agreed on");
        assertThatThrownBy(() -> PskcFile.keys(figure(6), FIGURE_7)).hasMessageContaining("key that was agreed on");
        assertThatThrownBy(() -> PskcFile.keys(figure(7), NONE)).hasMessageContaining("password");
        assertThatThrownBy(() -> PskcFile.keys(figure(7), new ContainerKey.Password("qwertz")))
                .isInstanceOf(SeedFileException.class)
                .hasMessageNotContaining("qwert");
        assertThatThrownBy(() -> PskcFile.keys(figure(6), new ContainerKey.PreShared(new byte[16])))
                .isInstanceOf(SeedFileException.class);
        assertThatThrownBy(() -> PskcFile.keys(figure(6), new ContainerKey.PreShared(new byte[32])))
                .hasMessageContaining("a key of 16 bytes, and this one has 32");
    }

    @Test
    @DisplayName("Encryption for a certificate is refused")
    void certificate() {
        assertThatThrownBy(() -> PskcFile.keys(figure(8), NONE)).hasMessageContaining("certificate");
    }

    @Test
    @DisplayName("A container that encrypts may hold no secret in clear")
    void inClear() {
        String text = new String(figure(6), StandardCharsets.UTF_8);
        int begin = text.indexOf("<EncryptedValue>");
        int end = text.indexOf("</ValueMAC>") + "</ValueMAC>".length();
        assertThat(begin).isPositive();
        String changed = text.substring(0, begin) + "<PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue>"
                + text.substring(end);
        assertThatThrownBy(() -> PskcFile.keys(changed.getBytes(StandardCharsets.UTF_8), FIGURE_6))
                .hasMessageContaining("the secret is in clear");
    }

    @Test
    @DisplayName("A changed value is found by its MAC, before it is decrypted")
    void changed() {
        String text = new String(figure(6), StandardCharsets.UTF_8);
        String changed = text.replace("AAECAwQFBgcICQoLDA0OD", "AAECAwQFBgcICQoLDA0OE");
        assertThat(changed).isNotEqualTo(text);
        assertThatThrownBy(() -> PskcFile.keys(changed.getBytes(StandardCharsets.UTF_8), FIGURE_6))
                .hasMessageContaining("MAC is wrong");
    }

    static byte[] figure(int number) {
        try (InputStream file =
                Rfc6030FiguresTest.class.getResourceAsStream("/pskc/rfc6030/figure" + number + ".xml")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
