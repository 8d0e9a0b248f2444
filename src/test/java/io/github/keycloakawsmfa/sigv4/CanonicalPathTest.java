package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What botocore's {@code SigV4Auth} (1.43.11) makes of them, too. */
class CanonicalPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "//, /",
        "/., /",
        "/.., /",
        "/../.., /",
        "/realms/x/aws-mfa/iam, /realms/x/aws-mfa/iam",
        "/realms/x/aws-mfa/iam/, /realms/x/aws-mfa/iam/",
        "//realms///x/./aws-mfa/y/../iam//, /realms/x/aws-mfa/iam/",
        "/a/b/., /a/b",
        "/a/b/.., /a",
        "/a/../, /",
        "/a/..b/c./..., /a/..b/c./...",
        "/realms/my%20realm/iam, /realms/my%2520realm/iam",
        "/realms/%E5%B1%B1/iam, /realms/%25E5%25B1%25B1/iam",
        "/%2e%2E/%2F, /%252e%252E/%252F",
        "/a:b@c;d=e&f+g$h!i*j(k), /a%3Ab%40c%3Bd%3De%26f%2Bg%24h%21i%2Aj%28k%29",
        "/-._~, /-._~",
        "/%, /%25",
    })
    void isNormalizedAndEncodedOnceMore(String path, String canonical) {
        assertThat(CanonicalPath.of(path)).isEqualTo(canonical);
    }
}
