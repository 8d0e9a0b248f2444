package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However somebody writes AWS's hosts and Identity Center's paths: they are known. */
@Label("However an address is written")
class AwsAddressPropertyTest {

    private static final List<String> HOSTS = List.of(
            "signin.aws.amazon.com",
            "signin.aws",
            "us-west-2.sso.signin.aws",
            "signin.amazonaws-us-gov.com",
            "us-gov-east-1.signin-fips.amazonaws-us-gov.com",
            "cn-north-1.signin.amazonaws.cn",
            "eusc-de-east-1.signin.amazonaws-eusc.eu",
            "signin.c2shome.ic.gov",
            "us-isob-east-1.signin.sc2shome.sgov.gov",
            "eu-isoe-west-1.signin.csphome.adc-e.uk",
            "signin.csphome.hci.ic.gov",
            "d-1234567890.awsapps.com",
            "start.home.awsapps.cn",
            "ssoins-1.portal.us-west-2.app.aws",
            "ssoins-1.us-west-2.portal.amazonaws.com");

    private static final List<IntFunction<String>> IN_HOSTS = List.of(
            AwsAddressPropertyTest::plain,
            AwsAddressPropertyTest::upper,
            AwsAddressPropertyTest::encoded,
            AwsAddressPropertyTest::fullwidth,
            c -> plain(c) + "\u00ad",
            c -> "\t" + plain(c));

    private static final List<IntFunction<String>> IN_PATHS = List.of(
            AwsAddressPropertyTest::plain,
            AwsAddressPropertyTest::upper,
            AwsAddressPropertyTest::encoded,
            c -> encoded(c).replace("%", "%25"),
            c -> encoded(c).toLowerCase(Locale.ROOT),
            c -> plain(c) + "\n");

    @Provide
    Arbitrary<String> awsHosts() {
        return Combinators.combine(
                        Arbitraries.of("", "eu-west-1.", "x.y.", "user:pass@", "good.example@"),
                        Arbitraries.of(HOSTS).flatMap(host -> spelled(host, IN_HOSTS)),
                        Arbitraries.of("", ".", ":443", ".:8443"))
                .as((before, host, after) -> before + host + after);
    }

    @Provide
    Arbitrary<String> heads() {
        return Arbitraries.of("https://", "HTTPS:\\\\", "https:", "http:/", "//", "\\/", "ht\ntps:///", "");
    }

    @Provide
    Arbitrary<String> paths() {
        Arbitrary<String> slash = Arbitraries.of(
                "/", "//", "\\", "/./", "%2F", "%2f", "%5C", "/x/../", "/%2e/", "/x/%2E%2e/", "%252F", "\t/", "/;v=1/");
        Arbitrary<String> end = Arbitraries.of("acs", "d-1234567890");
        return Combinators.combine(
                        slash,
                        spelled("platform", IN_PATHS),
                        slash,
                        spelled("saml", IN_PATHS),
                        slash,
                        end.flatMap(word -> spelled(word, IN_PATHS)),
                        slash)
                .as((a, platform, b, saml, c, word, d) -> a + platform + b + saml + c + word + d + "0a1b2c3d");
    }

    @Provide
    Arbitrary<String> otherUrls() {
        Arbitrary<String> word =
                Arbitraries.strings().withCharRange('a', 'z').withChars("-_%.*").ofMaxLength(8);
        return Combinators.combine(
                        Arbitraries.strings()
                                .withCharRange('a', 'z')
                                .ofMinLength(1)
                                .ofMaxLength(12),
                        word.list().ofMaxSize(5))
                .as((host, words) -> "https://" + host + ".example/app/" + String.join("/", words));
    }

    @Property
    void aHostOfAwssIsKnown(@ForAll("heads") String head, @ForAll("awsHosts") String host) {
        assertThat(AwsAddress.isAwsHost(host)).isTrue();
        assertThat(AwsDestination.mayReachAws(head + host + "/saml")).isTrue();
        assertThat(AwsDestination.isAwsAudience(head + host)).isTrue();
    }

    @Property
    void aPathOfIdentityCentersIsKnownAtAnyHost(@ForAll("paths") String path) {
        assertThat(AwsDestination.mayReachAws("https://region.sign-in.example" + path))
                .isTrue();
        assertThat(AwsDestination.isIdentityCenter("https://region.sign-in.example" + path))
                .isTrue();
    }

    @Property
    void anotherUrlIsNot(@ForAll("otherUrls") String url) {
        assertThat(AwsDestination.mayReachAws(url)).isFalse();
    }

    /** An exception would stop the sign-in of every user of the client. */
    @Property
    void anyTextIsAnswered(@ForAll String text) {
        assertThatCode(() -> {
                    AwsAddress.isAwsHost(text);
                    AwsAddress.isConsoleHost(text);
                    AwsDestination.isAwsAudience(text);
                    AwsAddress.isAwsUrnOrHost(text);
                    AwsDestination.isIdentityCenter(text);
                })
                .doesNotThrowAnyException();
    }

    /** Each character written in one of these ways. */
    private static Arbitrary<String> spelled(String text, List<IntFunction<String>> ways) {
        return Arbitraries.of(ways).list().ofSize(text.length()).map(chosen -> {
            int[] at = {0};
            return text.chars().mapToObj(c -> chosen.get(at[0]++).apply(c)).collect(Collectors.joining());
        });
    }

    private static String plain(int c) {
        return Character.toString(c);
    }

    private static String upper(int c) {
        return plain(c).toUpperCase(Locale.ROOT);
    }

    private static String encoded(int c) {
        return "%%%02X".formatted(c);
    }

    private static String fullwidth(int c) {
        return Character.toString(c - '!' + 0xFF01);
    }
}
