package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetupRequestTest {

    private static final Map<String, String> PRESENT = Map.of(
            "aws-mfa.tags", "mfa , mfa-time",
            "aws-mfa.user-tags", "team=department, a = b=c",
            "aws-mfa.transitive-tags", "team");

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n", "{}", "{\"maxAge\": null, \"accounts\": null, \"adopt\": null}"})
    void nothingSaidAsksForTheDefaults(String body) {
        SetupRequest request = SetupRequest.parse(body);

        assertThat(request.scope()).isEqualTo(Scope.CLIENT);
        assertThat(request.clientId()).isEqualTo("urn:amazon:webservices");
        assertThat(request.partition()).isEmpty();
        assertThat(request.provider()).isEmpty();
        assertThat(request.maxAge()).isEmpty();
        assertThat(request.ofRealm().firstDevice()).isEmpty();
        assertThat(request.roleNames()).isEmpty();
        assertThat(request.at()).isEqualTo(EndpointRequest.NOTHING);
        assertThat(request.askedPreset()).isEmpty();
        assertThat(request.adopt()).isFalse();
    }

    @Test
    void everythingSaidIsRead() {
        SetupRequest request = SetupRequest.parse("""
                {"scope": "realm", "clientId": "urn:amazon:webservices#2", "partition": "aws-us-gov", "provider": "kc.prod",
                 "accounts": {"210987654321": ["Admin"], "123456789012": ["team/ops/Admin", "Read+Only=.@-_"]},
                 "endpoints": ["https://signin.amazonaws-us-gov.com/saml", "http://localhost:8090/saml"],
                 "maxAge": "PT30M", "firstDevice": "ticket", "lostDevice": " Call 4711 ", "adopt": true}
                """);

        assertThat(request.scope()).isEqualTo(Scope.REALM);
        assertThat(request.clientId()).isEqualTo("urn:amazon:webservices#2");
        assertThat(request.partition()).contains(AwsPartition.GOV);
        assertThat(request.provider()).contains("kc.prod");
        assertThat(request.roleNames())
                .containsExactly("123456789012/team/ops/Admin", "123456789012/Read+Only=.@-_", "210987654321/Admin");
        assertThat(request.at().endpoints())
                .containsExactly("https://signin.amazonaws-us-gov.com/saml", "http://localhost:8090/saml");
        assertThat(request.maxAge()).contains(Duration.ofMinutes(30));
        assertThat(request.ofRealm().firstDevice()).contains(FirstDevice.TICKET);
        assertThat(request.representation())
                .containsEntry("firstDevice", "ticket")
                .containsEntry("lostDevice", "Call 4711");
        assertThat(request.adopt()).isTrue();
    }

    @Test
    void theClientIdIsThePartitionsAudience() {
        assertThat(SetupRequest.parse("{\"partition\": \"aws-us-gov\"}").clientId())
                .isEqualTo("urn:amazon:webservices:govcloud");
    }

    @Test
    void identityCentersEntityIdSaysThePreset() {
        String entityId = "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1234567890";

        assertThat(SetupRequest.parse("{\"clientId\": \"" + entityId + "\"}").preset(null))
                .isEqualTo(AwsPreset.IDENTITY_CENTER);
        assertThat(SetupRequest.parse("{}").preset(null)).isEqualTo(AwsPreset.IAM);
        assertThat(SetupRequest.parse("{\"preset\": \"iam\", \"clientId\": \"" + entityId + "\"}")
                        .preset(null))
                .isEqualTo(AwsPreset.IAM);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://console.aws.amazon.com/ec2/v2/home?region=eu-west-1#Instances:",
                "https://eu-west-1.console.aws.amazon.com/",
                "https://console.amazonaws-us-gov.com/",
                "https://console.amazonaws.cn/ec2",
                "https://quicksight.aws.amazon.com",
                "https://workspaces.euc-sso.us-east-1.aws.amazon.com/sso-idp?registrationCode=abc",
                "https://appstream2.euc-sso.us-gov-west-1.amazonaws-us-gov.com/saml?stack=s&accountId=1",
                "https://eusc-de-east-1.console.amazonaws-eusc.eu/console/home",
                "https://console.c2shome.ic.gov/",
                "https://console.sc2shome.sgov.gov/",
                "https://console.csphome.adc-e.uk/ec2",
                "https://console.csphome.hci.ic.gov/",
                "https://d-1234567890.awsapps.com/start",
                "https://start.cn-north-1.home.awsapps.cn/directory/d-1234567890",
                "https://ssoins-1234567890abcdef.portal.us-west-2.app.aws",
                "https://ssoins-1234567890abcdef.us-west-2.portal.amazonaws.com/"
            })
    void aRelayStateMayBeAnyConsolePage(String url) {
        assertThat(SetupRequest.parse("{\"relayState\": \"" + url + "\"}").at().relayState())
                .contains(url);
    }

    @Test
    void aBlankRelayStateTakesItAway() {
        assertThat(SetupRequest.parse("{\"relayState\": \"\"}").at().relayState())
                .contains("");
    }

    @Test
    void keycloaksOwnCodesAreLeftAloneUnlessTheCallSaysOtherwise() {
        assertThat(SetupRequest.parse("{}").ofRealm().disableBuiltInOtp()).isEmpty();
        assertThat(SetupRequest.parse("{}").representation()).doesNotContainKey("disableBuiltInOtp");
        assertThat(SetupRequest.parse("{\"disableBuiltInOtp\": null}").ofRealm().disableBuiltInOtp())
                .isEmpty();
        SetupRequest off = SetupRequest.parse("{\"disableBuiltInOtp\": true}");
        assertThat(off.ofRealm().disableBuiltInOtp()).contains(true);
        assertThat(off.representation()).containsEntry("disableBuiltInOtp", true);
        assertThat(SetupRequest.parse("{\"disableBuiltInOtp\": false}")
                        .ofRealm()
                        .disableBuiltInOtp())
                .contains(false);
    }

    @Test
    void repeatedRolesAndEndpointsCountOnce() {
        SetupRequest request = SetupRequest.parse("{\"accounts\": {\"123456789012\": [\"Admin\", \"Admin\"]},"
                + " \"endpoints\": [\"https://a.test/saml\", \"https://a.test/saml\"]}");

        assertThat(request.roleNames()).isEqualTo(List.of("123456789012/Admin"));
        assertThat(request.at().endpoints()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"acounts": {}}                                     | Unknown field "acounts"
            {"Adopt": true}                                     | Unknown field "Adopt"
            {"adopt": true, "adopt": false}                     | not valid JSON
            {"scope": "client"} {}                              | The body is not valid JSON: line 1, column 2
            {"scope": "client"} NaN                             | The body is not valid JSON: line 1, column 2
            {"scope": "client"                                  | not valid JSON
            scope=client                                        | not valid JSON
            []                                                  | must be a JSON object
            "client"                                            | must be a JSON object
            null                                                | must be a JSON object
            {"firstDevice": "Ticket"}                           | "firstDevice" must be
            {"lostDevice": "one\\nline"}                        | "lostDevice" must be one line
            {"lostDevice": "javascript:alert(1)"}               | "lostDevice" may have one address
            {"disableBuiltInOtp": "true"}                       | "disableBuiltInOtp" must be true or false
            {"disableBuiltInOtp": 1}                            | "disableBuiltInOtp" must be true or false
            {"rollout": []}                                     | "rollout" must be an object
            {"rollout": {"teams": {}}}                          | Unknown field "teams"
            {"rollout": {"groups": {"/a": "soon"}}}             | "rollout" has "soon" for "/a"
            {"rollout": {"roles": {"1/A": "2027-02-30"}}}       | "rollout" has "2027-02-30" for "1/A"
            {"rollout": {"groups": {"/a": 2027}}}               | must hold strings
            {"reminders": "daily"}                              | "reminders" must be
            {"scope": "Client"}                                 | "scope" must be
            {"scope": ""}                                       | "scope" must be
            {"scope": true}                                     | "scope" must hold strings
            {"clientId": ""}                                    | "clientId" must be
            {"clientId": " a"}                                  | "clientId" must be
            {"clientId": "a "}                                  | "clientId" must be
            {"clientId": "a\\tb"}                              | "clientId" must be
            {"clientId": 1}                                     | "clientId" must hold strings
            {"partition": "AWS"}                                | "partition" must be one of aws, aws-us-gov, aws-cn
            {"partition": ["aws"]}                              | "partition" must hold strings
            {"provider": "key cloak"}                           | "provider" must be
            {"provider": ""}                                    | "provider" must be
            {"provider": "a/b"}                                 | "provider" must be
            {"accounts": ["123456789012"]}                      | "accounts" must be an object
            {"accounts": {"123456789012": "Admin"}}             | "accounts.123456789012" must be a list
            {"accounts": {"123456789012": [1]}}                 | "accounts.123456789012" must hold strings
            {"accounts": {"123456789012": [null]}}              | "accounts.123456789012" must hold strings
            {"accounts": {"12345678901": ["Admin"]}}            | an AWS account id is 12 digits
            {"accounts": {"1234-5678-9012": ["Admin"]}}         | an AWS account id is 12 digits
            {"accounts": {"１２３４５６７８９０１２": ["Admin"]}}   | an AWS account id is 12 digits
            {"accounts": {"12345678901": []}}                   | an AWS account id is 12 digits
            {"accounts": {"123456789012": [""]}}                | an AWS role name is
            {"accounts": {"123456789012": ["Ad min"]}}          | an AWS role name is
            {"accounts": {"123456789012": ["Admin "]}}          | an AWS role name is
            {"accounts": {"123456789012": ["Ad,min"]}}          | an AWS role name is
            {"accounts": {"123456789012": ["Admin:x"]}}         | an AWS role name is
            {"accounts": {"123456789012": ["Admin/"]}}          | an AWS role name is
            {"endpoints": "https://signin.aws.amazon.com/saml"} | "endpoints" must be a list
            {"endpoints": [7]}                                  | "endpoints" must hold strings
            {"endpoints": ["signin.aws.amazon.com/saml"]}       | absolute https URL
            {"endpoints": ["/saml"]}                            | absolute https URL
            {"endpoints": [""]}                                 | absolute https URL
            {"endpoints": ["https:///saml"]}                    | absolute https URL
            {"endpoints": ["https:saml"]}                       | absolute https URL
            {"endpoints": ["http://signin.aws.amazon.com/"]}    | absolute https URL
            {"endpoints": ["http://localhost.evil.test/saml"]}  | absolute https URL
            {"endpoints": ["javascript:alert(1)"]}              | absolute https URL
            {"endpoints": ["https://a b/saml"]}                 | not a URL
            {"endpoints": ["https://signin.aws.amazon.com/*"]}  | must be exact
            {"endpoints": ["https://a.test/saml#x"]}            | must be exact
            {"endpoints": ["https://aws@a.test/saml"]}          | must be exact
            {"preset": "IAM"}                                   | "preset" must be "iam" or "identity-center"
            {"preset": "identity-center"}                       | "clientId" is missing
            {"preset": "identity-center", "clientId": "x", "accounts": {"123456789012": ["Admin"]}} | "accounts" does not go
            {"clientId": "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1", "accounts": {"123456789012": ["A"]}} | "accounts" does not go
            {"clientId": "https://eu-west-1.signin.aws.amazon.com/platform/saml/d-1", "sourceIdentity": "email"} | do not go with IAM
            {"relayState": "http://console.aws.amazon.com/"}    | "relayState" must be an https URL of an AWS console
            {"relayState": "https://aws.amazon.com.evil.test/"} | "relayState" must be an https URL of an AWS console
            {"relayState": "https://evil.test/aws.amazon.com"}  | "relayState" must be an https URL of an AWS console
            {"relayState": "https://aws.amazon.com@evil.test/"} | "relayState" must be an https URL of an AWS console
            {"relayState": "https://x@console.aws.amazon.com/"} | "relayState" must be an https URL of an AWS console
            {"relayState": "/ec2"}                              | "relayState" must be an https URL of an AWS console
            {"relayState": "https://a b"}                       | which is not a URL
            {"encryptionCertificate": "MIIB"}                   | must be one X.509 certificate in PEM
            {"encryptionCertificate": "-----BEGIN RSA PRIVATE KEY-----"} | must be one X.509 certificate in PEM
            {"maxAge": "12h"}                                   | ISO 8601
            {"maxAge": 43200}                                   | "maxAge" must hold strings
            {"maxAge": "P1Y"}                                   | ISO 8601
            {"maxAge": "PT4M59S"}                               | must be between PT5M and PT24H
            {"maxAge": "PT24H1S"}                               | must be between PT5M and PT24H
            {"maxAge": "-PT12H"}                                | must be between PT5M and PT24H
            {"sessionName": "mail"}                             | "sessionName" must be "username", "email" or "attribute:NAME", not
            {"sessionName": ""}                                 | "sessionName" must be
            {"sessionName": " email"}                           | "sessionName" must be
            {"sessionName": "attribute:"}                       | "sessionName" must be
            {"sourceIdentity": "none"}                          | or empty to switch it off
            {"sourceIdentity": " "}                             | "sourceIdentity" must be
            {"tags": "mfa"}                                     | "tags" must be a list
            {"tags": ["mfa", "MFA"]}                            | "tags" may hold mfa, mfa-device, mfa-time, not "MFA"
            {"userTags": ["team"]}                              | "userTags" must be an object of strings
            {"userTags": {"team": 1}}                           | "userTags.team" must hold strings
            {"userTags": {"team": ""}}                          | the name of a user attribute
            {"userTags": {"team": "a,b"}}                       | the name of a user attribute
            {"userTags": {"team": " a"}}                        | the name of a user attribute
            {"userTags": {"team": "a\\nb"}}                     | the name of a user attribute
            {"userTags": {"mfa": "x"}}                          | Only the gate writes keys that begin with mfa
            {"userTags": {"Mfa-Time": "x"}}                     | Only the gate writes keys that begin with mfa
            {"userTags": {"aws:team": "x"}}                     | does not begin with aws:
            {"userTags": {"": "x"}}                             | the key of a session tag
            {"userTags": {"a,b": "x"}}                          | the key of a session tag
            {"userTags": {"a=b": "x"}}                          | the key of a session tag
            {"userTags": {" a": "x"}}                           | the key of a session tag
            {"userTags": {"team": "x", "TEAM": "y"}}            | without case
            {"transitiveTags": "mfa"}                           | "transitiveTags" must be a list
            {"transitiveTags": ["mfa-x"]}                       | "transitiveTags" has "mfa-x"
            {"transitiveTags": ["a,b"]}                         | "transitiveTags" has "a,b"
            {"adopt": "true"}                                   | "adopt" must be true or false
            {"adopt": 1}                                        | "adopt" must be true or false
            """)
    void whatCannotBeMeantIsRefusedByName(String body, String sentence) {
        assertThatThrownBy(() -> SetupRequest.parse(body))
                .isInstanceOf(BadCallException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void whatKeycloaksColumnsCannotHoldIsRefused() {
        String path = "p/".repeat(140);

        assertThatThrownBy(() -> SetupRequest.parse("{\"accounts\": {\"123456789012\": [\"" + path + "Admin\"]}}"))
                .hasMessageContaining("an AWS role name is");
        assertThatThrownBy(() -> SetupRequest.parse("{\"endpoints\": [\"https://a.test/" + path + "\"]}"))
                .hasMessageContaining("no longer than 255");
        assertThatThrownBy(() -> SetupRequest.parse("{\"clientId\": \"" + path + "\"}"))
                .hasMessageContaining("clientId");
    }

    /** A client that is there already may be called anything: its name is no reason not to guard it. */
    @ParameterizedTest
    @ValueSource(strings = {"AWS Prod", "AWS-Konsole für Übersee", "AWS 本番", "https://aws.example/?a=b#c", "100%"})
    void aClientMayBeCalledAsKeycloakLetsIt(String clientId) {
        assertThat(SetupRequest.parse("{\"clientId\": \"" + clientId + "\"}").clientId())
                .isEqualTo(clientId);
    }

    @Test
    void theEventTellsWhatWasAskedFor() {
        SetupRequest request =
                SetupRequest.parse("{\"accounts\": {\"123456789012\": [\"Admin\"]}, \"maxAge\": \"PT1H\"}");

        assertThat(request.representation())
                .containsEntry("scope", "client")
                .containsEntry("clientId", "urn:amazon:webservices")
                .containsEntry("maxAge", "PT1H")
                .doesNotContainKeys("partition", "provider");
    }

    @Test
    void theSessionAtAwsIsAskedFor() {
        SetupRequest request = SetupRequest.parse("""
                {"sessionName": "email", "sourceIdentity": "attribute:employee", "tags": ["mfa-time", "mfa", "mfa"],
                 "userTags": {"team": "department", "Cost Center": "costs"}, "transitiveTags": ["mfa", "team"]}
                """);

        assertThat(settings(request))
                .containsEntry("aws-mfa.tags", "mfa,mfa-time")
                .containsEntry("aws-mfa.user-tags", "team=department,Cost Center=costs")
                .containsEntry("aws-mfa.transitive-tags", "mfa,team");
        assertThat(request.representation())
                .containsEntry("sessionName", "email")
                .containsEntry("sourceIdentity", "attribute:employee")
                .containsEntry("tags", List.of("mfa", "mfa-time"))
                .containsEntry("userTags", Map.of("team", "department", "Cost Center", "costs"))
                .containsEntry("transitiveTags", List.of("mfa", "team"));
    }

    @Test
    void emptyTagsAreNoneAndAbsentOnesStay() {
        SetupRequest none = SetupRequest.parse(
                "{\"tags\": [], \"userTags\": {}, \"transitiveTags\": [], \"sourceIdentity\": \"\"}");
        SetupRequest absent = SetupRequest.parse("{}");

        assertThat(settings(none).values()).containsOnly("");
        assertThat(none.session().sourceIdentity()).contains("");
        assertThat(settings(absent)).isEqualTo(PRESENT);
        assertThat(absent.session()).isEqualTo(SessionRequest.NOTHING);
        assertThat(absent.representation()).doesNotContainKeys("sessionName", "sourceIdentity", "tags", "userTags");
    }

    @Test
    void aws50TagsAreAll() {
        String tags =
                IntStream.range(0, 47).mapToObj(i -> "\"t" + i + "\": \"a\"").collect(Collectors.joining(", "));

        assertThat(SetupRequest.parse("{\"userTags\": {" + tags + "}}")
                        .session()
                        .userTags())
                .isPresent();
        assertThatThrownBy(() -> SetupRequest.parse("{\"userTags\": {" + tags + ", \"t\": \"a\"}}"))
                .hasMessageContaining("AWS takes 50 with a session");
    }

    /** By name what each becomes of a value that is there. */
    private static Map<String, String> settings(SetupRequest request) {
        return request.session().settings().stream()
                .collect(Collectors.toMap(
                        ClientSetting::name, setting -> setting.wanted().apply(PRESENT.get(setting.name()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"adminPage\": true}", "{\"adminPage\": false, \"adopt\": true}"})
    void thePageAloneIsNothingElse(String body) {
        assertThat(SetupRequest.parse(body).namesThePage()).isTrue();
        assertThat(SetupRequest.parse(body).isForAdministratorsOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"iamApi\": true}",
                "{\"iamApi\": false, \"adopt\": true}",
                "{\"iamApi\": true, \"adminPage\": false}"
            })
    void norAreIamsCalls(String body) {
        assertThat(SetupRequest.parse(body).isForAdministratorsOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"iamApi\": true, \"firstDevice\": \"ticket\"}",
                "{\"adopt\": true}",
                "{\"adminPage\": true, \"scope\": \"realm\"}",
                "{\"adminPage\": true, \"clientId\": \"urn:amazon:webservices\"}",
                "{\"adminPage\": true, \"accounts\": {\"123456789012\": [\"Admin\"]}}",
                "{\"adminPage\": true, \"relayState\": \"\"}",
                "{\"adminPage\": true, \"firstDevice\": \"ticket\"}",
                "{\"adminPage\": true, \"tags\": []}"
            })
    void thePageBesidesSomethingElseIsNotAlone(String body) {
        assertThat(SetupRequest.parse(body).isForAdministratorsOnly()).isFalse();
    }

    @Test
    void refusesWhatIsNestedTooDeeply() {
        assertThatThrownBy(() -> SetupRequest.parse("[".repeat(10_000)))
                .isInstanceOf(BadCallException.class)
                .hasMessage("The body is nested too deeply, or has too long a name or number.");
    }
}
