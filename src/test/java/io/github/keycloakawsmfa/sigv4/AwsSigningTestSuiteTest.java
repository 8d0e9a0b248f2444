package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What AWS publishes for those who write a signer of their own, in both forms. */
class AwsSigningTestSuiteTest {

    private static final Path SUITE = Path.of("src/test/resources/sigv4");
    private static final Server SERVICE = Server.IAM.accepting(new AcceptedScope("service", Set.of("us-east-1")));

    /** A path with nothing to normalize in it. */
    private static final String SAME_EITHER_WAY = "get-space-unnormalized";

    static Stream<Path> signedForAnyServiceButS3() {
        return requests().filter(file -> !hasToken(file) && !isForS3(file));
    }

    static Stream<Path> signedForS3() {
        return requests().filter(AwsSigningTestSuiteTest::isForS3);
    }

    static Stream<Path> withASessionToken() {
        return requests().filter(AwsSigningTestSuiteTest::hasToken);
    }

    @Test
    void isHereAsAWhole() {
        assertThat(requests()).hasSize(76);
        assertThat(signedForAnyServiceButS3()).hasSize(58);
        assertThat(signedForS3()).hasSize(12);
        assertThat(withASessionToken()).hasSize(6);
    }

    @ParameterizedTest
    @MethodSource("signedForAnyServiceButS3")
    void isVerified(Path file) {
        assertThat(SERVICE.answer(request(file))).isInstanceOfSatisfying(SignatureOutcome.Verified.class, verified -> {
            assertThat(verified.accessKeyId()).isEqualTo("AKIDEXAMPLE");
            assertThat(text(file)).contains("Signature=" + verified.signature());
        });
    }

    @ParameterizedTest
    @MethodSource("signedForAnyServiceButS3")
    void isNotVerifiedWithAnotherSecret(Path file) {
        assertThat(SERVICE.withSecret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEZ")
                        .refusal(request(file))
                        .code())
                .isEqualTo(SignatureRefusal.Code.DOES_NOT_MATCH);
    }

    @ParameterizedTest
    @MethodSource("signedForS3")
    void doesNotMatchWhereThePathIsNotNormalized(Path file) {
        assertThat(SERVICE.refusal(request(file)).code()).isEqualTo(SignatureRefusal.Code.DOES_NOT_MATCH);
    }

    @ParameterizedTest
    @MethodSource("withASessionToken")
    void isRefusedForItsToken(Path file) {
        assertThat(SERVICE.refusal(request(file)).code()).isEqualTo(SignatureRefusal.Code.TOKEN);
    }

    /** It was signed before the token was added, so that nothing else is wrong with it. */
    @Test
    void isVerifiedWithoutATokenThatIsNotSigned() {
        Path file = SUITE.resolve("post-sts-header-after/header-signed-request.txt");

        assertThat(SERVICE.answer(Changed.without(request(file), "X-Amz-Security-Token")))
                .isInstanceOf(SignatureOutcome.Verified.class);
    }

    private static boolean hasToken(Path file) {
        return file.getParent().getFileName().toString().matches("get-vanilla-with-session-token|post-sts-.*");
    }

    private static boolean isForS3(Path file) {
        String name = file.getParent().getFileName().toString();
        return name.endsWith("-unnormalized") && !name.equals(SAME_EITHER_WAY);
    }

    private static Stream<Path> requests() {
        try (Stream<Path> files = Files.walk(SUITE)) {
            return files.filter(file -> file.toString().endsWith("-signed-request.txt")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SignedRequest request(Path file) {
        try {
            return RequestText.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
