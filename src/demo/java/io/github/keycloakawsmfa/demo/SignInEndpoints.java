package io.github.keycloakawsmfa.demo;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where one AWS partition takes SAML responses.
 *
 * @param partition of which ARNs must be; empty where any will do, as at the stand-in on this computer
 * @param urls endpoints, regional ones too: the Recipient must be among them
 * @param audience the entity id of AWS there
 */
public record SignInEndpoints(Optional<String> partition, Set<String> urls, String audience) {

    public static final SignInEndpoints AWS = new SignInEndpoints(
            Optional.of("aws"),
            Set.of(
                    "https://signin.aws.amazon.com/saml",
                    "https://us-east-1.signin.aws.amazon.com/saml",
                    "https://us-west-2.signin.aws.amazon.com/saml",
                    "https://eu-west-1.signin.aws.amazon.com/saml",
                    "https://eu-central-1.signin.aws.amazon.com/saml",
                    "https://ap-northeast-1.signin.aws.amazon.com/saml"),
            "urn:amazon:webservices");

    public static final SignInEndpoints GOVCLOUD = new SignInEndpoints(
            Optional.of("aws-us-gov"),
            Set.of(
                    "https://signin.amazonaws-us-gov.com/saml",
                    "https://us-gov-east-1.signin.amazonaws-us-gov.com/saml"),
            "urn:amazon:webservices:govcloud");

    public static final SignInEndpoints CHINA = new SignInEndpoints(
            Optional.of("aws-cn"), Set.of("https://signin.amazonaws.cn/saml"), "urn:amazon:webservices:cn-north-1");

    /** The European Sovereign Cloud. Its audience is not published; this is what set-up makes of it. */
    public static final SignInEndpoints SOVEREIGN = new SignInEndpoints(
            Optional.of("aws-eusc"),
            Set.of("https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml"),
            "https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml");

    public SignInEndpoints {
        urls = Set.copyOf(urls);
    }

    /** Those that IAM shows for a provider which decrypts, instead of the plain ones. */
    public SignInEndpoints encrypted(String id) {
        Set<String> decrypting = urls.stream().map(url -> url + "/acs/" + id).collect(Collectors.toSet());
        return new SignInEndpoints(partition, decrypting, audience);
    }

    /** The stand-in's one. */
    static SignInEndpoints local(String url) {
        return new SignInEndpoints(Optional.empty(), Set.of(url), AwsRules.AUDIENCE);
    }
}
