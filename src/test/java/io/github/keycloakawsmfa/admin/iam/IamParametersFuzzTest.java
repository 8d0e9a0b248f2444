package io.github.keycloakawsmfa.admin.iam;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.aws.model.MfaSerial;
import java.nio.charset.StandardCharsets;

class IamParametersFuzzTest {

    /** What is read has no control character, and what is refused is refused as AWS would. */
    @FuzzTest
    void areReadOrRefused(byte[] bytes) {
        try {
            IamParameters parameters =
                    IamParameters.parse(new String(bytes, StandardCharsets.ISO_8859_1), bytes.clone());
            parameters.text("Marker").map(IamMarker::parse);
            parameters
                    .text("SerialNumber")
                    .flatMap(MfaSerial::parse)
                    .ifPresent(serial ->
                            assertThat(parameters.needed("SerialNumber")).isEqualTo(serial.arn()));
            assertThat(parameters.action().chars()).noneMatch(Character::isISOControl);
        } catch (IamException refused) {
            assertThat(refused.error()).isIn(IamError.VALIDATION_ERROR, IamError.INVALID_ACTION);
        }
    }
}
