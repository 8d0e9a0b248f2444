package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsAddressTest {

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "signin.aws.amazon.com",
                "eu-west-1.signin.aws.amazon.com",
                "signin.amazonaws-us-gov.com",
                "us-gov-east-1.signin.amazonaws-us-gov.com",
                "signin.amazonaws.cn",
                "awsapps.com",
                "d-1234567890.awsapps.com",
                "SignIn.AWS.Amazon.Com",
                "signin.aws.amazon.com.",
                "signin.aws.amazon.com:443",
                "signin.aws.amazon.com.:443",
                "user:password@signin.aws.amazon.com:443",
                " signin.aws.amazon.com\n",
                "signin%2eaws%2Eamazon.com",
                "signin.aws.amazon%2ecom",
                "signin\u3002aws\uff0eamazon\uff61com", // other scripts' full stops
                "\uff53\uff49\uff47\uff4e\uff49\uff4e.aws.amazon.com", // fullwidth letters
                "%EF%BD%93ignin.aws.amazon.com",
                "sign\u00adin.aws.ama\u200bzon.com", // soft hyphen, zero-width space
                "\u017fignin.aws.amazon.com", // long s
                "\u65e5\u672c.signin.aws.amazon.com"
            })
    void awsHosts(String host) {
        assertThat(AwsAddress.isAwsHost(host)).isTrue();
        assertThat(AwsAddress.mayReachAws("https://" + host + "/saml")).isTrue();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "xsignin.aws.amazon.com",
                "evil-signin.aws.amazon.com",
                "evil_signin.aws.amazon.com",
                "evil-signin.aws.amazon.com.attacker.example",
                "signin.aws.amazon.com.attacker.example",
                "signin.aws.amazon.comx",
                "aws.amazon.com",
                "console.aws.amazon.com",
                "amazonaws.cn",
                "xawsapps.com",
                "awsapps.com.example",
                "localhost:8090",
                "127.0.0.1",
                "[::1]:8080",
                "\u65e5\u672c.example",
                "100%.example",
                "%zz.example"
            })
    void otherHosts(String host) {
        assertThat(AwsAddress.isAwsHost(host)).isFalse();
        assertThat(AwsAddress.mayReachAws("https://" + host + "/saml")).isFalse();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "https://signin.aws.amazon.com",
                "https://signin.aws.amazon.com?x",
                "https://signin.aws.amazon.com#x",
                "https://signin.aws.amazon.com/saml/acs/IdP-ID",
                "HTTPS://EU-WEST-1.SIGNIN.AWS.AMAZON.COM/SAML",
                "http://signin.aws.amazon.com:8080/saml",
                "https://user:p%2Fw@signin.aws.amazon.com/",
                "https://good.example@signin.aws.amazon.com/",
                "https:\\\\signin.aws.amazon.com\\saml",
                "https:signin.aws.amazon.com",
                "https:/signin.aws.amazon.com/saml",
                "https:///signin.aws.amazon.com/saml",
                "//signin.aws.amazon.com/saml",
                "/\\signin.aws.amazon.com/saml",
                "\t //signin.aws.amazon.com/saml",
                "/\t/signin.aws.amazon.com/saml",
                "ht\ntps://sign\tin.aws.amazon.com/saml \t",
                "signin.aws.amazon.com/saml",
                "signin.aws.amazon.com:443/saml",
                "https://good.example\\@signin.aws.amazon.com/",
                "https://signin.aws.amazon.com\\@good.example/",
                "https://signin.aws.amazon.com/sa ml|<>",
                "https://si%67nin.aws.amazon.com/%zz"
            })
    void urlsThatABrowserMayTakeToAws(String url) {
        assertThat(AwsAddress.mayReachAws(url)).isTrue();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "*",
                "https://*",
                "https*",
                "http*://app.example/*",
                "//*",
                "https://*/saml",
                "https://*.com/*",
                "https://*.aws.amazon.com/*",
                "https://*signin.aws.amazon.com/*",
                "https://*.eu-west-1.signin.aws.amazon.com/*",
                "https://*.AWS.Amazon.com.:443/*",
                "https://signin.*.com/saml",
                "https://signin.aws.am*",
                "https://app.example*", // app.example.signin.aws.amazon.com
                "https://app.example:*", // app.example:x@signin.aws.amazon.com
                "https://signin.aws.amazon.com/*"
            })
    void patternsThatHaveAwsAmongTheirUrls(String pattern) {
        assertThat(AwsAddress.mayReachAws(pattern)).isTrue();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @NullAndEmptySource
    @ValueSource(
            strings = {
                " ",
                "/*",
                "/saml/*",
                "app/*",
                "https://app.example/*",
                "https://app.example/*/signin.aws.amazon.com",
                "https://app.example:8443/*",
                "https://*.app.example/*",
                "https://*.app.example:443/*",
                "http://localhost:8090/saml*",
                "https://app.example/?next=https://signin.aws.amazon.com/",
                "https://app.example#@signin.aws.amazon.com",
                "/signin.aws.amazon.com/saml",
                "\\signin.aws.amazon.com",
                "${authBaseUrl}/realms/demo/account/*",
                "urn:example:sp",
                "mailto:someone@example.com"
            })
    void urlsAndPatternsThatHaveNot(String pattern) {
        assertThat(AwsAddress.mayReachAws(pattern)).isFalse();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "urn:amazon:webservices",
                "urn:amazon:webservices#2",
                "urn:amazon:webservices:whatever",
                " URN:Amazon:WebServices\n",
                "https://signin.aws.amazon.com/saml",
                "https://signin.aws.amazon.com/saml#2",
                "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1234567890"
            })
    void awsAudiences(String audience) {
        assertThat(AwsAddress.isAwsAudience(audience)).isTrue();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @NullAndEmptySource
    @ValueSource(strings = {"urn:amazon", "urn:example:urn:amazon:webservices", "https://sp.example/saml", "demo"})
    void otherAudiences(String audience) {
        assertThat(AwsAddress.isAwsAudience(audience)).isFalse();
    }
}
