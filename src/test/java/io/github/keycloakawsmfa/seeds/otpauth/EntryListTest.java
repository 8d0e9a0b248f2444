package io.github.keycloakawsmfa.seeds.otpauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.CodedOutputStream;
import io.github.keycloakawsmfa.qr.OtpAuthUri;
import io.github.keycloakawsmfa.seeds.Peculiarity;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryListTest {

    private static final String SECRET = "HXDMVJECJJWSRB3HWIZR4IFUGFTMXBOZ";

    @Test
    @DisplayName("The example of Google's page on key URIs")
    void googlesExample() {
        assertThat(EntryList.read("otpauth://totp/ACME%20Co:john.doe@email.com?secret=" + SECRET
                        + "&issuer=ACME%20Co&algorithm=SHA1&digits=6&period=30"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.account()).isEqualTo("john.doe@email.com");
                    assertThat(entry.issuer()).isEqualTo("ACME Co");
                    assertThat(entry.owner()).isEqualTo("john.doe@email.com");
                    assertThat(entry.seed().parameters()).isEqualTo(TotpParameters.AUTHENTICATOR_APP);
                    assertThat(entry.seed().secret().base32()).isEqualTo(SECRET);
                    assertThat(entry.toString()).doesNotContain(SECRET);
                });
    }

    @Test
    @DisplayName("What our own wizard writes is read again")
    void ours() {
        TotpParameters parameters = new TotpParameters(TotpAlgorithm.SHA512, 8, Duration.ofSeconds(60));
        OtpAuthUri uri = new OtpAuthUri(
                "M\u00fcller & S\u00f6hne: IT", "\u5c71\u7530+1@example.com", TotpSecret.ofBase32(SECRET), parameters);
        assertThat(EntryList.read(uri.value())).singleElement().satisfies(entry -> {
            assertThat(entry.account()).isEqualTo(uri.shownAccount());
            assertThat(entry.issuer()).isEqualTo(uri.shownIssuer());
            assertThat(entry.seed().parameters()).isEqualTo(parameters);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "alice,otpauth://totp/x?secret=%s | alice",
                "\u0130lker,OtpAuth://totp/x?secret=%s | \u0130lker",
                "alice;otpauth://totp/x?secret=%s | alice",
                "alice otpauth://totp/x?secret=%s | alice",
                "\"alice\",\"otpauth://totp/x?secret=%s\" | alice",
                "alice b , otpauth://totp/x?secret=%s | alice b",
                "OTPAUTH://totp/I:bob?secret=%s | bob",
                "otpauth://totp/I%%3Abob?secret=%s | bob",
                "otpauth://totp/Two Words: bob?secret=%s&image=https://x/y | bob"
            })
    @DisplayName("Before the URI may stand whose it is")
    void owners(String line, String owner) {
        assertThat(EntryList.read(line.formatted(SECRET)))
                .singleElement()
                .satisfies(entry -> assertThat(entry.owner()).isEqualTo(owner));
    }

    @Test
    @DisplayName("Empty lines and remarks are passed over; lines are counted with them")
    void lines() {
        String uri = "otpauth://totp/a?secret=" + SECRET;
        assertThat(EntryList.read("\ufeff# exported yesterday\n\n" + uri + "\r\n  \n" + uri))
                .extracting(ListedEntry::line)
                .containsExactly(3, 5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "otpauth://totp/a?secret=%s&algorithm=MD5 | algorithm",
                "otpauth://totp/a?secret=%s&digits=5 | digits",
                "otpauth://totp/a?secret=%s&period=5 | period"
            })
    @DisplayName("An entry that cannot become a device is told, and holds up no other")
    void problems(String line, String problem) {
        assertThat(EntryList.read(line.formatted(SECRET))).singleElement().satisfies(entry -> {
            assertThat(entry.problem()).isEqualTo(problem);
            assertThat(entry.seed()).isNull();
        });
    }

    @Test
    @DisplayName("An entry that counts its codes says where it is")
    void counting() {
        assertThat(EntryList.read("otpauth://hotp/a?secret=" + SECRET + "&counter=41"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.seed().parameters().isCounter()).isTrue();
                    assertThat(entry.seed().counter()).isEqualTo(41);
                    assertThat(Peculiarity.of(entry.seed())).containsExactly(Peculiarity.HOTP);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://example.com/?secret=%s | no otpauth URI",
                "otpauth://x/a?secret=%s | begins with otpauth://totp/",
                "otpauth://totp/a | has no secret",
                "otpauth://totp/a?secret= | has no secret",
                "otpauth://totp/a?secret=01890189 | no Base32",
                "otpauth://totp/a?secret=%s&secret=%s | comes twice",
                "otpauth://totp/a?secret=%s&digits=six | no whole number",
                "otpauth://totp/%%zz?secret=%s | percent sign",
                "alice otpauth-migration://offline?data=%%% | no Base64",
                "alice otpauth-migration://offline?data= | no entry",
                "alice otpauth-migration://offline?data=//// | damaged",
                "otpauth-migration://offline?data=//// | needs the username of its owner",
                "\u0130\u0130\u0130\u0130\u0130\u0130\u0130\u0130\u0130,otpauth | no otpauth URI",
                "'' | no otpauth URI in it"
            })
    @DisplayName("A line that is something else refuses the list, with its number and without its secret")
    void refused(String line, String why) {
        assertThatThrownBy(() -> EntryList.read(line.replace("%s", SECRET).replace("%%z", "%z")))
                .isInstanceOf(SeedFileException.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    @DisplayName("Google Authenticator's export, as its phone shows it: several entries in one URI")
    void export() throws IOException {
        byte[] payload = payload(
                entry("ACME:alice", "ACME", 1, 1, 2),
                entry("bob@example.com", "", 2, 2, 2),
                entry("counted", "Old", 1, 1, 1),
                entry("md5", "Old", 4, 1, 2));
        String data = Base64.getEncoder().encodeToString(payload);
        for (String written : List.of(URLEncoder.encode(data, StandardCharsets.UTF_8), data)) {
            assertThat(EntryList.read("alice,otpauth-migration://offline?data=" + written))
                    .extracting(ListedEntry::account, ListedEntry::issuer, ListedEntry::problem)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("alice", "ACME", null),
                            org.assertj.core.groups.Tuple.tuple("bob@example.com", "", null),
                            org.assertj.core.groups.Tuple.tuple("counted", "Old", null),
                            org.assertj.core.groups.Tuple.tuple("md5", "Old", "algorithm"));
        }
        assertThat(EntryList.read("alice,otpauth-migration://offline?data=" + data)
                        .get(1)
                        .seed()
                        .parameters())
                .isEqualTo(new TotpParameters(TotpAlgorithm.SHA256, 8, Duration.ofSeconds(30)));
    }

    @Test
    @DisplayName("A counter that no device has reached is no device's")
    void hugeCounter() throws IOException {
        assertThatThrownBy(() -> EntryList.read("otpauth://hotp/x:bob?secret=" + SECRET + "&counter=2147483648"))
                .hasMessageContaining("no whole number");
        byte[] counted = entry("counted", "Old", 1, 1, 1);
        for (long counter : new long[] {-1, 2_000_000_000_000_000L, Long.MAX_VALUE}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(counted);
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeInt64(7, counter);
            out.flush();
            String data = Base64.getEncoder().encodeToString(payload(bytes.toByteArray()));
            assertThat(EntryList.read("bob,otpauth-migration://offline?data=" + data))
                    .extracting(ListedEntry::problem)
                    .containsExactly("counter");
        }
    }

    /** From a description of the format that others have published: the secret is the bytes "Hello!" and DE AD BE EF. */
    @Test
    @DisplayName("An export that somebody else made")
    void elsewhere() {
        assertThat(EntryList.read(
                        "alice,otpauth-migration://offline?data=CjEKCkhlbGxvId6tvu8SGEV4YW1wbGU6YWxpY2VAZ29vZ2xlLmNvbRoHRX"
                                + "hhbXBsZSABKAEwAhABGAEgACjr4JKK%2FP%2F%2F%2F%2F8B"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.account()).isEqualTo("alice@google.com");
                    assertThat(entry.issuer()).isEqualTo("Example");
                    assertThat(entry.seed().secret().base32()).isEqualTo("JBSWY3DPEHPK3PXP");
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 40})
    @DisplayName("An export that was cut off is damaged, whatever is left")
    void cutOff(int length) throws IOException {
        byte[] payload = payload(entry("ACME:alice", "ACME", 1, 1, 2));
        String data = Base64.getEncoder().encodeToString(java.util.Arrays.copyOf(payload, length));
        assertThatThrownBy(() -> EntryList.read("alice,otpauth-migration://offline?data=" + data))
                .isInstanceOf(SeedFileException.class);
    }

    private static byte[] payload(byte[]... entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (byte[] entry : entries) {
            out.writeByteArray(1, entry);
        }
        out.writeInt32(2, 1);
        out.writeInt32(3, 1);
        out.writeInt32(5, -2_000_000);
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] entry(String name, String issuer, int algorithm, int digits, int type) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(1, TotpSecret.ofBase32(SECRET).bytes());
        out.writeString(2, name);
        out.writeString(3, issuer);
        out.writeEnum(4, algorithm);
        out.writeEnum(5, digits);
        out.writeEnum(6, type);
        out.flush();
        return bytes.toByteArray();
    }
}
