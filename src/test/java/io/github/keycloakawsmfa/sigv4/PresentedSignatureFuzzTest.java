package io.github.keycloakawsmfa.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

class PresentedSignatureFuzzTest {

    /** Nobody guesses a signature, not even the one of an empty secret for a client that has none. */
    @FuzzTest
    void isReadOrRefusedInALineAndNeverVerified(byte[] bytes) {
        String[] parts = FuzzedText.parts(bytes, 5);
        SignedRequest request =
                new SignedRequest(parts[0], parts[1], parts[2], headers(parts[3]), parts[4].getBytes(UTF_8));
        PresentedSignature.Reading reading = PresentedSignature.read(request);
        if (reading instanceof PresentedSignature.Reading.Presented presented) {
            PresentedSignature signature = presented.signature();
            assertThat(signature.accessKeyId()).matches("[!-~]{1,255}");
            assertThat(signature.signature()).matches("[0-9a-f]{64}");
            assertThat(signature)
                    .hasToString("PresentedSignature[" + signature.accessKeyId() + ", " + signature.scope() + "]");
            assertThat(signature.goodUntil())
                    .isAfter(signature.moment())
                    .isBeforeOrEqualTo(signature.moment().plusSeconds(300));
            AcceptedScope accepted = new AcceptedScope(
                    signature.scope().service(), Set.of(signature.scope().region()));
            Stream.of("", "secret")
                    .forEach(secret -> assertThat(signature.verify(secret, accepted, signature.moment()))
                            .isEqualTo(new SignatureOutcome.Refused(SignatureRefusal.doesNotMatch())));
        } else {
            SignatureRefusal refusal = ((PresentedSignature.Reading.Refused) reading).refusal();
            assertThat(refusal.message()).matches("[ -~]{1,250}");
        }
    }

    private static List<SignedRequest.Header> headers(String text) {
        return text.lines()
                .map(line -> line.split(":", 2))
                .map(line -> new SignedRequest.Header(line[0], line.length < 2 ? "" : line[1]))
                .toList();
    }
}
