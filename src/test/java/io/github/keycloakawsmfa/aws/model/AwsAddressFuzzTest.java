package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.net.URI;
import java.net.URISyntaxException;

class AwsAddressFuzzTest {

    /** The gate errs on one side only: what another parser finds at AWS is at AWS. */
    @FuzzTest
    void isFoundHoweverItIsWritten(byte[] bytes) {
        String text = FuzzedText.of(bytes);
        boolean reaches = AwsDestination.mayReachAws(text);
        if (AwsAddress.mayReachAwsHost(text) && !AwsAddress.isWord(text)) {
            assertThat(reaches).isTrue();
        }
        assertThat(AwsDestination.mayReachAws(" \t" + text + "\r\n")).isEqualTo(reaches);
        assertThat(AwsDestination.mayReachAws(upper(text))).isEqualTo(reaches);
        if (reaches) {
            assertThat(AwsDestination.isAwsAudience(text)).isTrue();
        }
        AwsDestination.isIdentityCenter(text);
        AwsAttributes.isAwsName(text);
        AwsAttributes.passesForRole(text);
        AwsAttributes.passesForEvidence(text);
        assertThat(AwsAttributes.folded(AwsAttributes.folded(text))).isEqualTo(AwsAttributes.folded(text));

        String host = host(text);
        if (host != null && AwsAddress.isAwsHost(host)) {
            assertThat(reaches).as(text).isTrue();
        }
        if (text.matches("[^/\\\\?#]*") && AwsAddress.isAwsHost(text)) {
            assertThat(AwsDestination.mayReachAws("https://" + text)).as(text).isTrue();
        }
        // Nothing else comes there: what no host has divides a text.
        if (text.matches("[a-z0-9._-]*") && AwsHosts.isSignIn(text)) {
            assertThat(AwsAddress.isAwsHost(text + ".")).as(text).isTrue();
        }
    }

    private static String host(String text) {
        try {
            return new URI(text).getHost();
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** ASCII's letters alone: others may fold to more than they were. */
    private static String upper(String text) {
        StringBuilder upper = new StringBuilder(text.length());
        text.chars().forEach(c -> upper.append((char) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c)));
        return upper.toString();
    }
}
