package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.util.Optional;

class SetupRequestFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What it says of itself, as an admin event does, asks for the same. */
    @FuzzTest
    void saysWhatItAsksForOrIsRefusedInALine(byte[] bytes) throws JsonProcessingException {
        SetupRequest request;
        try {
            request = SetupRequest.parse(FuzzedText.of(bytes));
        } catch (BadCallException e) {
            assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(1001).doesNotContainPattern("[\\p{Cc}\\p{Cs}]");
            return;
        }
        SetupRequest again = SetupRequest.parse(JSON.writeValueAsString(request.representation()));
        assertThat(again.representation()).isEqualTo(request.representation());
        assertThat(again.clientId()).isEqualTo(request.clientId());
        assertThat(again.roleNames()).isEqualTo(request.roleNames());
        assertThat(request.session().settings()).isNotEmpty();
        request.isForAdministratorsOnly();

        String path = new LaunchPath("/auth/", "aws", request.clientId()).path();
        assertThat(path).matches("/auth/realms/aws/protocol/saml/clients/[!-~&&[^/?#; ]]+");
        assertThat(new LaunchPath("/auth/", "aws", request.clientId()).baseUrl("", path + "/?a=b"))
                .isIn(path + "?a=b", path + "/?a=b");
        request.at().endpoints().forEach(endpoint -> {
            assertThat(AwsUrls.isLoopback(endpoint) || endpoint.startsWith("https://"))
                    .isTrue();
            AwsUrls.isExactlyAws(endpoint);
        });
        assertThat(request.at().relayState().filter(state -> !state.isEmpty()))
                .isIn(Optional.empty(), request.at().relayState().filter(state -> state.startsWith("https://")));
    }
}
