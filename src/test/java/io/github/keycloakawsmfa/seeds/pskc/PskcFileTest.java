package io.github.keycloakawsmfa.seeds.pskc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.Token;
import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PskcFileTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final String SECRET = "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=";
    private static final String TOTP = "urn:ietf:params:xml:ns:keyprov:pskc:totp";

    @Test
    @DisplayName("A token with all that a file may say of it")
    void whole() {
        String text = container(
                "<KeyPackage><DeviceInfo><Manufacturer>Acme</Manufacturer><SerialNo> T-1 </SerialNo><Model>C200</Model>"
                        + "<UserId>alice</UserId></DeviceInfo><Key Id='k' Algorithm='" + TOTP
                        + "'><AlgorithmParameters>"
                        + "<Suite>HMAC-SHA256</Suite><ResponseFormat Length='8' Encoding='DECIMAL' CheckDigits='false'/>"
                        + "</AlgorithmParameters><Data><Secret><PlainValue>" + SECRET + "</PlainValue></Secret>"
                        + "<Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>60</PlainValue></TimeInterval>"
                        + "<TimeDrift><PlainValue>-4</PlainValue></TimeDrift></Data><Policy>"
                        + "<StartDate>2020-01-01T00:00:00Z</StartDate><ExpiryDate>2037-12-31T00:00:00Z</ExpiryDate>"
                        + "<KeyUsage>OTP</KeyUsage><PINPolicy PINUsageMode='Local'/></Policy></Key></KeyPackage>");

        assertThat(read(text)).singleElement().satisfies(token -> {
            assertThat(token.line()).isEqualTo(3);
            assertThat(token.serial()).isEqualTo("T-1");
            assertThat(token.owner()).isEqualTo("alice");
            assertThat(token.manufacturer()).isEqualTo("Acme");
            assertThat(token.model()).isEqualTo("C200");
            assertThat(token.seed().parameters())
                    .isEqualTo(new TotpParameters(TotpAlgorithm.SHA256, 8, Duration.ofSeconds(60)));
            assertThat(token.seed().secret().bytes())
                    .isEqualTo(Base64.getDecoder().decode(SECRET));
            assertThat(token.toString()).doesNotContain(SECRET).doesNotContain("1234567890");
        });
    }

    @Test
    @DisplayName("A token with the least: its number is the key's id, its codes are an app's")
    void least() {
        assertThat(read(container("<KeyPackage>" + key("", "") + "</KeyPackage>")))
                .singleElement()
                .satisfies(token -> {
                    assertThat(token.serial()).isEqualTo("42");
                    assertThat(token.seed().parameters()).isEqualTo(TotpParameters.AUTHENTICATOR_APP);
                });
    }

    @ParameterizedTest
    @CsvSource({
        "SHA1, SHA1",
        "HMAC-SHA1, SHA1",
        "HMAC-SHA-1, SHA1",
        "hmac_sha256, SHA256",
        "HMAC-SHA-512, SHA512",
        "SHA512, SHA512"
    })
    @DisplayName("A hash in the spellings of vendors")
    void suites(String suite, TotpAlgorithm algorithm) {
        String text = container("<KeyPackage>"
                + key("<AlgorithmParameters><Suite>" + suite + "</Suite></AlgorithmParameters>", "") + "</KeyPackage>");
        assertThat(read(text).get(0).seed().parameters().algorithm()).isEqualTo(algorithm);
    }

    static Stream<Arguments> refused() {
        String package_ = "<KeyPackage>" + key("", "") + "</KeyPackage>";
        return Stream.of(
                Arguments.of("", "no well-formed XML"),
                Arguments.of("serial,secret\n1,ABCD", "no well-formed XML"),
                Arguments.of("<?xml version=\"1.0\"?>\n<A>\n</B>", "no KeyContainer"),
                Arguments.of("<SomethingElse/>", "no KeyContainer"),
                Arguments.of(container(package_).replace("</KeyPackage>", "</Package>"), "no well-formed XML"),
                Arguments.of(container(package_).substring(0, 200), "no well-formed XML"),
                Arguments.of("<KeyContainer Version='1.0'>" + package_ + "</KeyContainer>", "no KeyContainer"),
                Arguments.of(container(package_).replace("1.0", "1.2"), "version is 1.0"),
                Arguments.of(container(package_).replace("Version=\"1.0\"", ""), "version is 1.0"),
                Arguments.of(container(""), "no token in it"),
                Arguments.of(container("<KeyPackage><DeviceInfo/></KeyPackage>"), "no token in it"),
                Arguments.of(container("<Other/>"), "no element Other"),
                Arguments.of(container("text"), "text where an element is expected"),
                Arguments.of(container(package_ + package_), "the serial number 42 was in line 3 already"),
                Arguments.of(
                        container("<KeyPackage>" + key("", "").replace(SECRET, "?") + "</KeyPackage>"), "no Base64"),
                Arguments.of(
                        container("<KeyPackage>" + key("", "").replace(SECRET, "") + "</KeyPackage>"),
                        "1 to 512 bytes"),
                Arguments.of(
                        container("<KeyPackage>" + key("", "").replace("PlainValue", "Plain") + "</KeyPackage>"),
                        "the value of Secret is missing"),
                Arguments.of(
                        container("<KeyPackage>" + key("", "").replace(":totp", ":hotp") + "</KeyPackage>"), "HOTP"),
                Arguments.of(
                        container("<KeyPackage>" + key("", "").replace(":totp", ":ocra") + "</KeyPackage>"),
                        "not for one-time codes"),
                Arguments.of(
                        container("<KeyPackage>" + key(format("Length='7'"), "") + "</KeyPackage>"), "6 or 8 digits"),
                Arguments.of(
                        container("<KeyPackage>" + key(format("Length='x'"), "") + "</KeyPackage>"), "no whole number"),
                Arguments.of(
                        container("<KeyPackage>" + key(format("Encoding='HEXADECIMAL'"), "") + "</KeyPackage>"),
                        "not decimal"),
                Arguments.of(
                        container("<KeyPackage>" + key(format("CheckDigits='true'"), "") + "</KeyPackage>"),
                        "check digit"),
                Arguments.of(
                        container("<KeyPackage>" + key(format("CheckDigits='not really'"), "") + "</KeyPackage>"),
                        "check digit"),
                Arguments.of(container("<KeyPackage>" + key("", interval("0")) + "</KeyPackage>"), "10 to 300 seconds"),
                Arguments.of(container("<KeyPackage>" + key("", interval("ten")) + "</KeyPackage>"), "no whole number"),
                Arguments.of(
                        container("<KeyPackage>"
                                + key("<AlgorithmParameters><Suite>HMAC-MD5</Suite></AlgorithmParameters>", "")
                                + "</KeyPackage>"),
                        "SHA-1, SHA-256 or SHA-512"),
                policy("<ExpiryDate>2026-11-30T12:00:00Z</ExpiryDate>", "no longer valid"),
                policy("<StartDate>2026-11-30T12:00:01Z</StartDate>", "not valid yet"),
                policy("<StartDate>yesterday</StartDate>", "no date and time"),
                policy("<KeyUsage>Encrypt</KeyUsage>", "not for one-time codes"),
                policy("<PINPolicy PINUsageMode='Append'/>", "contain a PIN"),
                policy("<NumberOfTransactions>TWELVE</NumberOfTransactions>", "a number of codes only"),
                policy("<Unheard/>", "its policy Unheard is not known here"),
                Arguments.of(container("<xmlns/>"), "a name that XML reserves"),
                Arguments.of(
                        container("<KeyPackage xmlns:b='urn:b' b:xmlns='1'>" + key("", "") + "</KeyPackage>"),
                        "a name that XML reserves"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    @DisplayName("A file that is none, or has a token that cannot be used, is refused whole")
    void refusals(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(SeedFileException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    @DisplayName("The line is that of the package, or of the element that is wrong")
    void line() {
        String text = container("<KeyPackage>" + key("", "") + "</KeyPackage>\n\n<KeyPackage>"
                + key("", "").replace(":totp", ":hotp") + "</KeyPackage>");
        assertThatThrownBy(() -> read(text))
                .isInstanceOfSatisfying(
                        SeedFileException.class, e -> assertThat(e.line()).isEqualTo(5));
    }

    static Stream<Arguments> attacks() {
        String head = "<?xml version='1.0'?>";
        return Stream.of(
                Arguments.of(head + "<!DOCTYPE KeyContainer [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"
                        + container("<KeyPackage><Key Id='&x;'/></KeyPackage>")),
                Arguments.of(head + "<!DOCTYPE KeyContainer SYSTEM 'http://localhost:1/x.dtd'>" + container("")),
                Arguments.of(head + "<!DOCTYPE a [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]>"
                        + container("<KeyPackage>&b;</KeyPackage>")),
                Arguments.of(head + "<!DOCTYPE a [<!E\0NTITY x '1'>]>" + container("")),
                Arguments.of(container("<KeyPackage>&unknown;</KeyPackage>")),
                Arguments.of(container("<KeyPackage>" + "<a>".repeat(5000) + "</a>".repeat(5000) + "</KeyPackage>")),
                Arguments.of(container("<KeyPackage xmlns:xi='http://www.w3.org/2001/XInclude'>"
                        + "<xi:include href='file:///etc/hostname' parse='text'/></KeyPackage>")));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    @DisplayName("Entities, document types, includes and depth do nothing but a refusal")
    void attack(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(SeedFileException.class);
    }

    @Test
    @DisplayName("Encrypted values elsewhere are never fetched")
    void cipherReference() {
        String encrypted =
                "<EncryptionKey/><KeyPackage><Key Id='1' Algorithm='" + TOTP + "'><Data><Secret><EncryptedValue"
                        + " xmlns:x='http://www.w3.org/2001/04/xmlenc#'>"
                        + "<x:EncryptionMethod Algorithm='http://www.w3.org/2009/xmlenc11#aes128-gcm'/><x:CipherData>"
                        + "<x:CipherReference URI='file:///etc/hostname'/></x:CipherData></EncryptedValue></Secret></Data></Key>"
                        + "</KeyPackage>";
        ContainerKey key = new ContainerKey.PreShared(new byte[16]);
        assertThatThrownBy(() -> PskcFile.read(bytes(container(encrypted)), key, NOW))
                .hasMessageContaining("not in the file itself");
    }

    @Test
    @DisplayName("A key that takes for ever to derive is refused")
    void iterations() {
        String text = new String(Rfc6030FiguresTest.figure(7), StandardCharsets.UTF_8)
                .replace("<IterationCount>1000<", "<IterationCount>9999999<");
        assertThatThrownBy(() -> PskcFile.keys(bytes(text), new ContainerKey.Password("qwerty")))
                .hasMessageContaining("iterates 1 to 2000000 times");
    }

    @ParameterizedTest
    @CsvSource({
        "IterationCount>1000, IterationCount>many, no whole number",
        "KeyLength>16, KeyLength>5, '16, 24 or 32 bytes'",
        "Ej7/PEpyEpw=, '', salt",
        "-5v2-0#pbkdf2, -5v2-0#scrypt, PBKDF2 only",
        "hmac-sha1, hmac-zha9, HMAC with SHA-1 or SHA-2",
        "xmlenc#aes128-cbc, xmlenc#unknown, AES in CBC or GCM",
        "<PRF/>, <PRF Algorithm='x#hmac-unknown'/>, HMAC with SHA-1 or SHA-2",
        "pskc:ValueMAC, pskc:Other, without a MAC",
        "pskc:MACMethod, pskc:Extensions, no MACMethod",
        "pskc:EncryptionKey, pskc:Extensions, no encryption key before it",
        "PBKDF2-params, Other, parameters of PBKDF2"
    })
    @DisplayName("Encryption that is incomplete or unknown is refused")
    void encryption(String part, String instead, String why) {
        String figure7 = new String(Rfc6030FiguresTest.figure(7), StandardCharsets.UTF_8);
        assertThat(figure7).contains(part);
        assertThatThrownBy(
                        () -> PskcFile.keys(bytes(figure7.replace(part, instead)), new ContainerKey.Password("qwerty")))
                .isInstanceOf(SeedFileException.class)
                .hasMessageContaining(why);
    }

    @Test
    @DisplayName("Neither key nor password is printed")
    void printed() {
        assertThat(new ContainerKey.PreShared(HexFormat.of().parseHex("00112233445566778899aabbccddeeff")))
                .hasToString("PreShared[redacted]");
        assertThat(new ContainerKey.Password("qwerty")).hasToString("Password[redacted]");
    }

    private static Arguments policy(String policy, String why) {
        return Arguments.of(
                container("<KeyPackage>" + key("", "").replace("</Key>", "<Policy>" + policy + "</Policy></Key>")
                        + "</KeyPackage>"),
                why);
    }

    private static String interval(String seconds) {
        return "<TimeInterval><PlainValue>" + seconds + "</PlainValue></TimeInterval>";
    }

    private static String format(String attributes) {
        return "<AlgorithmParameters><ResponseFormat " + attributes + "/></AlgorithmParameters>";
    }

    private static String key(String parameters, String data) {
        return "<Key Id='42' Algorithm='" + TOTP + "'>" + parameters + "<Data><Secret><PlainValue>" + SECRET
                + "</PlainValue></Secret>" + data + "</Data></Key>";
    }

    private static String container(String content) {
        return "<KeyContainer Version=\"1.0\"\n  xmlns=\"urn:ietf:params:xml:ns:keyprov:pskc\">\n" + content
                + "</KeyContainer>";
    }

    private static List<Token> read(String text) {
        return PskcFile.read(bytes(text), new ContainerKey.None(), NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
