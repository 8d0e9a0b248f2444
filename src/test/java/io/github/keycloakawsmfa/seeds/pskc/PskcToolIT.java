package io.github.keycloakawsmfa.seeds.pskc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.keycloakawsmfa.fixture.InstalledCommand;
import io.github.keycloakawsmfa.seeds.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers in clear, read by us and by OATH Toolkit's {@code pskctool}, which shares no code with ours. */
class PskcToolIT {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static InstalledCommand pskctool;

    @TempDir
    private Path directory;

    @BeforeAll
    static void isThere() {
        Optional<InstalledCommand> installed = InstalledCommand.find("pskctool", "pskctool");
        assumeTrue(installed.isPresent());
        pskctool = installed.get();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 9, 10})
    @DisplayName("The secrets of RFC 6030's figures")
    void figures(int figure) throws Exception {
        byte[] file = Rfc6030FiguresTest.figure(figure);
        String info = info(file);
        List<PskcKey> keys = PskcFile.keys(file, new ContainerKey.None());

        assertThat(keys)
                .extracting(key -> Base64.getEncoder()
                        .encodeToString(key.secret().orElseThrow().bytes()))
                .isNotEmpty()
                .isEqualTo(all(info, "Key Secret \\(base64\\): (.*)"));
        assertThat(keys).extracting(PskcKey::id).isEqualTo(all(info, "\\t\\tKey:\\n\\t\\t\\tId: (.*)"));
    }

    @ParameterizedTest
    @CsvSource({"SHA1, 6, 30", "SHA256, 8, 30", "SHA512, 6, 60", "SHA1, 8, 60"})
    @DisplayName("What tokens of any kind compute")
    void tokens(String hash, int digits, int seconds) throws Exception {
        byte[] file =
                PskcSample.of("T-" + hash, hash, digits, seconds).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String info = info(file);

        assertThat(PskcFile.read(file, new ContainerKey.None(), NOW))
                .singleElement()
                .satisfies(token -> {
                    assertThat(token.serial()).isEqualTo(one(info, "SerialNo: (.*)"));
                    assertThat(secret(token)).isEqualTo(one(info, "Key Secret \\(base64\\): (.*)"));
                    assertThat("HMAC-" + token.seed().parameters().algorithm()).isEqualTo(one(info, "Suite: (.*)"));
                    assertThat(token.seed().parameters().digits() + "")
                            .isEqualTo(one(info, "Response Format Length: (.*)"));
                    assertThat(token.seed().parameters().period().toSeconds() + "")
                            .isEqualTo(one(info, "Key TimeInterval: (.*)"));
                });
    }

    @Test
    @DisplayName("Our samples are valid by RFC 6030's schema")
    void valid() throws Exception {
        assertThat(pskctool.run(
                        "--validate",
                        written(PskcSample.of("T-1", "SHA256", 8, 60)
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))))
                .contains("OK");
    }

    private String info(byte[] file) throws Exception {
        return pskctool.run("--strict", "--info", written(file));
    }

    private String written(byte[] file) throws Exception {
        return Files.write(directory.resolve("tokens.xml"), file).toString();
    }

    private static String secret(Token token) {
        return Base64.getEncoder().encodeToString(token.seed().secret().bytes());
    }

    private static String one(String info, String pattern) {
        return all(info, pattern).get(0);
    }

    private static List<String> all(String info, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(info);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
