package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchPathTest {

    private static final LaunchPath LAUNCH = new LaunchPath("/auth/", "Acme Corp", "amazon-aws");
    private static final String PATH = "/auth/realms/Acme%20Corp/protocol/saml/clients/amazon-aws";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /      | aws       | amazon-aws  | /realms/aws/protocol/saml/clients/amazon-aws
            /a%20b/ | aws      | amazon-aws  | /a%20b/realms/aws/protocol/saml/clients/amazon-aws
            /auth/ | Acme Corp | amazon-aws  | /auth/realms/Acme%20Corp/protocol/saml/clients/amazon-aws
            /      | 100%      | aws console | /realms/100%25/protocol/saml/clients/aws%20console
            /      | a%20b     | a/b?c#d     | /realms/a%2520b/protocol/saml/clients/a%2Fb%3Fc%23d
            /      | aws       | a;b         | /realms/aws/protocol/saml/clients/a%3Bb
            /      | Ü         | {name}      | /realms/%C3%9C/protocol/saml/clients/%7Bname%7D
            """)
    void isEncodedAsKeycloakDoes(String basePath, String realm, String urlName, String path) {
        assertThat(new LaunchPath(basePath, realm, urlName).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                              | launch
            ' '                                                             | launch
            /auth/realms/Acme%20Corp/protocol/saml/clients/amazon-aws       | launch
            /realms/Acme%20Corp/protocol/saml/clients/amazon-aws            | launch
            /realms/Acme Corp/protocol/saml/clients/amazon-aws/             | launch
            /other/path/realms/aws/protocol/saml/clients/aws                | launch
            /realms/aws/protocol/saml/clients/aws?RelayState=https%3A%2F%2F | launch?RelayState=https%3A%2F%2F
            /auth/realms/aws/account                                        | kept
            /portal/aws                                                     | kept
            /portal?to=/realms/aws/protocol/saml/clients/aws                | kept
            https://sso.example.com/realms/aws/protocol/saml/clients/aws    | kept
            https://intranet.example.com/aws                                | kept
            """)
    void isWrittenOverAnotherOfItsKindOnly(String present, String wanted) {
        assertThat(LAUNCH.baseUrl("", present))
                .isEqualTo(wanted.equals("kept") ? present : wanted.replace("launch", PATH));
    }

    /** Keycloak's own address as the client's root has the server's path in it already. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ${authBaseUrl}                 | ''                                                  | launch
            ${authBaseUrl}                 | /realms/aws/protocol/saml/clients/amazon-aws         | launch
            ${authBaseUrl}                 | /auth/realms/aws/protocol/saml/clients/amazon-aws    | launch
            ${authBaseUrl}                 | /portal                                              | kept
            https://signin.aws.amazon.com  | ''                                                  | kept
            https://signin.aws.amazon.com  | /realms/aws/protocol/saml/clients/amazon-aws         | kept
            """)
    void dependsOnTheRootUrl(String rootUrl, String present, String wanted) {
        assertThat(LAUNCH.baseUrl(rootUrl, present))
                .isEqualTo(wanted.equals("kept") ? present : PATH.substring("/auth".length()));
    }
}
