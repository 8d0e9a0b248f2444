package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
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
                "\u65e5\u672c.signin.aws.amazon.com",
                "signin-fips.aws.amazon.com",
                "signin.aws",
                "us-west-2.signin.aws",
                "us-west-2.sso.signin.aws",
                "US-WEST-2.SSO.SignIn.AWS.:443",
                "ap-northeast-1.oauth.signin.aws",
                "signin.us-east-1.api.aws",
                "signin-fips.us-gov-west-1.api.aws",
                "signin-fips.amazonaws-us-gov.com",
                "us-gov-west-1.signin-fips.amazonaws-us-gov.com",
                "us-gov-east-1.sso.signin-fips.amazonaws-us-gov.com",
                "us-gov-east-1.sso.signin.amazonaws-us-gov.com",
                "cn-north-1.signin.amazonaws.cn",
                "cn-northwest-1.sso.signin.amazonaws.cn",
                "cn-north-1.signin.amazonaws.com.cn",
                "signin.cn-north-1.api.amazonwebservices.com.cn",
                "signin.amazonaws-eusc.eu",
                "eusc-de-east-1.signin.amazonaws-eusc.eu",
                "eusc-de-east-1.sso.signin.amazonaws-eusc.eu",
                "eusc-de-east-1.signin-fips.amazonaws-eusc.eu",
                "eusc-de-east-1.signin.amazonaws.eu",
                "eusc-de-east-1.signin.amazonwebservices.eu",
                "signin.c2shome.ic.gov",
                "us-iso-east-1.signin.c2shome.ic.gov",
                "us-iso-west-1.signin.c2s.ic.gov",
                "signin.sc2shome.sgov.gov",
                "us-isob-east-1.signin.sc2shome.sgov.gov",
                "us-isob-east-1.signin.sc2s.sgov.gov",
                "eu-isoe-west-1.signin.csphome.adc-e.uk",
                "eu-isoe-west-1.signin.cloud.adc-e.uk",
                "console.csphome.adc-e.uk",
                "signin.csphome.hci.ic.gov",
                "us-isof-south-1.signin.csphome.hci.ic.gov",
                "us-isof-east-1.signin.csp.hci.ic.gov",
                "start.us-gov-home.awsapps.com",
                "start.cn-north-1.home.awsapps.cn",
                "ssoins-1234567890abcdef.portal.us-west-2.app.aws",
                "ssoins-1234567890abcdef.us-west-2.portal.amazonaws.com",
                "ssoins-1234567890abcdef.cn-north-1.portal.amazonaws.com.cn",
                "ssoins-1234567890abcdef.portal.cn-north-1.app.amazonwebservices.com.cn",
                "ssoins-1234567890abcdef.eusc-de-east-1.portal.amazonaws.eu",
                "ssoins-1234567890abcdef.portal.eusc-de-east-1.api.amazonwebservices.eu",
                "identitycenter.amazonaws.com",
                "identitycenter.amazonaws.com.cn",
                "identitycenter.amazonaws.eu"
            })
    void awsHosts(String host) {
        assertThat(AwsAddress.isAwsHost(host)).isTrue();
        assertThat(AwsDestination.mayReachAws("https://" + host + "/saml")).isTrue();
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
                "us-west-2-signin.aws",
                "xsignin.aws",
                "signin.aws.example",
                "us-west-2.sso.signin.aws.attacker.example",
                "sso-signin.aws",
                "signin-aws.example",
                "xsignin-fips.amazonaws-us-gov.com",
                "signin-fips-amazonaws-us-gov.com",
                "signin.amazonaws-eusc.eu.example",
                "signin.xamazonaws-eusc.eu",
                "console.amazonaws-eusc.eu",
                "c2s.ic.gov",
                "signin.ic.gov",
                "signin.hci.ic.gov",
                "signin.xc2shome.ic.gov",
                "adc-e.uk",
                "signin.adc-e.uk",
                "xawsapps.cn",
                "xapp.aws",
                "app.aws.example",
                "abc.lambda-url.eu-west-1.on.aws",
                "portal.amazonaws.com.example",
                "search-logs.eu-west-1.es.amazonaws.com",
                "search-logs.aos.eu-west-1.on.aws",
                "g-1234567890.grafana-workspace.eu-west-1.amazonaws.com",
                "pool.auth.eu-west-1.amazoncognito.com",
                "\u65e5\u672c.example",
                "100%.example",
                "%zz.example"
            })
    void otherHosts(String host) {
        assertThat(AwsAddress.isAwsHost(host)).isFalse();
        assertThat(AwsDestination.mayReachAws("https://" + host + "/saml")).isFalse();
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
        assertThat(AwsDestination.mayReachAws(url)).isTrue();
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
                "https://*.aws/*",
                "https://*.signin.aws/platform/*",
                "https://*.amazonaws-eusc.eu/*",
                "https://*.eusc-de-east-1.signin.amazonaws-eusc.eu/saml",
                "https://*-fips.amazonaws-us-gov.com/*",
                "https://*.c2shome.ic.gov/*",
                "https://*.app.aws/*",
                "https://*.awsapps.cn/*",
                "https://app.example*", // app.example.signin.aws.amazon.com
                "https://app.example:*", // app.example:x@signin.aws.amazon.com
                "https://signin.aws.amazon.com/*"
            })
    void patternsThatHaveAwsAmongTheirUrls(String pattern) {
        assertThat(AwsDestination.mayReachAws(pattern)).isTrue();
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
        assertThat(AwsDestination.mayReachAws(pattern)).isFalse();
    }

    /** Identity Center moves to other hosts now and then; its paths stayed the same. */
    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "https://region.sign-in.example/platform/saml/acs/0a1b2c3d-1234",
                "https://region.sign-in.example/platform/saml/d-1234567890",
                "https://region.sign-in.example:8443/platform/saml/acs/0a1b2c3d?x=y#z",
                "HTTPS://REGION.SIGN-IN.EXAMPLE/PLATFORM/SAML/ACS/0A1B",
                "https://region.sign-in.example//platform///saml/acs//0a1b",
                "https://region.sign-in.example/./platform/x/../saml/./acs/0a1b",
                "https://region.sign-in.example/platform/saml/acs/0a1b/../../../elsewhere",
                "https:\\\\region.sign-in.example\\platform\\saml\\acs\\0a1b",
                "https://region.sign-in.example/platform%2Fsaml%2facs%2F0a1b",
                "https://region.sign-in.example/%70lat%66orm/s%61ml/%61cs/0a1b",
                "https://region.sign-in.example/%2570latform/saml/acs/0a1b",
                "https://region.sign-in.example/platform/%2e/saml/x/%2E%2e/acs/0a1b",
                "https://region.sign-in.example/platform%5csaml%5Cd-1234567890",
                "https://region.sign-in.example/plat\tform/sa\nml/acs/0a1b",
                "https://region.sign-in.example/plat\uff46orm/saml/\uff41cs/0a1b",
                "https://region.sign-in.example/platform;v=1/saml;x/acs;y/0a1b",
                "https://region.sign-in.example/%zz/../platform/saml/acs/0a1b",
                "https://proxy.example/aws/platform/saml/acs/0a1b",
                "region.sign-in.example/platform/saml/acs/0a1b",
                "/platform/saml/acs/0a1b",
                "https://*/platform/saml/acs/*",
                "https://app.example/platform/saml/acs/*",
                "https://app.example/platform/saml/acs*",
                "https://app.example/platform/saml/d-*",
                "https://app.example/platform/saml/*",
                "https://app.example/platform/sa*",
                "https://app.example/platform/*",
                "https://app.example/platform*"
            })
    void pathsOfIdentityCenterWhateverTheHost(String url) {
        assertThat(AwsDestination.mayReachAws(url)).isTrue();
        assertThat(AwsDestination.isAwsAudience(url)).isTrue();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "https://app.example/platform/saml",
                "https://app.example/platform/saml/acs",
                "https://app.example/platform/saml/metadata",
                "https://app.example/platform/saml/d1234567890",
                "https://app.example/platform/saml/login/acs/x",
                "https://app.example/myplatform/saml/acs/x",
                "https://app.example/platform/samlx/acs/x",
                "https://app.example/platform-saml/acs/x",
                "https://app.example/platform/x/saml/acs/y",
                "https://app.example/saml/acs/x",
                "https://platform/saml.example/acs/x",
                "https://app.example/?next=/platform/saml/acs/x",
                "https://app.example/?next=%2Fplatform%2Fsaml%2Facs%2Fx",
                "https://app.example/#/platform/saml/acs/x",
                "https://app.example/*",
                "https://app.example/saml/*",
                "https://app.example/pla*",
                "https://app.example/platform/other/*",
                "https://app.example/platform/saml/metadata*"
            })
    void pathsThatOnlyLookLikeThem(String url) {
        assertThat(AwsDestination.mayReachAws(url)).isFalse();
        assertThat(AwsDestination.isAwsAudience(url)).isFalse();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "urn:amazon:webservices",
                "urn:amazon:webservices#2",
                "urn:amazon:webservices:whatever",
                " URN:Amazon:WebServices\n",
                "urn:amazon:web\u200bservices",
                "urn:amazon:webservices:clientvpn",
                "https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml",
                "https://us-west-2.signin.aws/platform/saml/d-1234567890",
                "https://identitycenter.amazonaws.eu/ssoins-1234567890abcdef",
                "https://signin.aws.amazon.com/saml",
                "https://signin.aws.amazon.com/saml#2",
                "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1234567890"
            })
    void awsAudiences(String audience) {
        assertThat(AwsDestination.isAwsAudience(audience)).isTrue();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @NullAndEmptySource
    @ValueSource(strings = {"urn:amazon", "urn:example:urn:amazon:webservices", "https://sp.example/saml", "demo"})
    void otherAudiences(String audience) {
        assertThat(AwsDestination.isAwsAudience(audience)).isFalse();
    }

    /** The gate asks it of every SAML response of every realm. */
    @Test
    void anOrdinaryAddressIsReadWithLittleMemory() {
        String address = "https://app.example.com/saml/acs";
        assertThat(AwsDestination.mayReachAws(address)).isFalse();
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        AwsDestination.mayReachAws(address);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(5_000);
    }
}
