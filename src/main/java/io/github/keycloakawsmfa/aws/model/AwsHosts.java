package io.github.keycloakawsmfa.aws.model;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of AWS's sign-in, consoles and access portals in all partitions: one list for the gate, set-up and RelayState.
 *
 * <p>Sign-in has the label {@code signin} or {@code signin-fips} below an AWS domain, with a Region or a part of AWS
 * such as {@code sso} before it. Each of these domains may get one, so all of them count, even where AWS documents none
 * today. Names are in lower case, without a trailing dot.
 *
 * @see <a href="https://docs.aws.amazon.com/signin/latest/userguide/allowlist-domains.html">AWS Sign-In User Guide,
 *     Domains to add to your allow list</a>
 * @see <a href="https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/govcloud-sso.html">AWS GovCloud (US) User Guide,
 *     IAM Identity Center</a>
 * @see <a href="https://github.com/boto/botocore/tree/develop/botocore/data/signin">botocore 1.43.107, endpoint rules of
 *     the service signin, and partitions.json</a>
 * @see <a href="https://github.com/aws/aws-sdk-net">AWS SDK for .NET, SSOEndpointResolver, for the portals</a>
 * @see <a href="https://github.com/awslabs/landing-zone-accelerator-on-aws">Landing Zone Accelerator on AWS,
 *     accelerator-aspects.ts, for the SAML addresses of the isolated partitions</a>
 */
final class AwsHosts {

    /** Domains of consoles: aws, aws-us-gov, aws-cn, aws-eusc (two), aws-iso, aws-iso-b, aws-iso-e, aws-iso-f. */
    private static final Set<String> CONSOLES = Set.of(
            "aws.amazon.com",
            "amazonaws-us-gov.com",
            "amazonaws.cn",
            "amazonaws-eusc.eu",
            "aws.eu",
            "c2shome.ic.gov",
            "sc2shome.sgov.gov",
            "csphome.adc-e.uk",
            "csphome.hci.ic.gov");

    /** Domains of APIs, and {@code aws} itself, Amazon's top-level domain: {@code us-west-2.signin.aws}. */
    private static final Set<String> APIS = Set.of(
            "aws",
            "amazonaws.com",
            "amazonaws.com.cn",
            "amazonwebservices.com.cn",
            "amazonaws.eu",
            "amazonwebservices.eu",
            "c2s.ic.gov",
            "aws.ic.gov",
            "sc2s.sgov.gov",
            "aws.scloud",
            "cloud.adc-e.uk",
            "cloud-aws.adc-e.uk",
            "csp.hci.ic.gov",
            "aws.hci.ic.gov");

    /** Access portals of IAM Identity Center; the last three are its issuers. */
    private static final Set<String> PORTALS = Set.of(
            "awsapps.com",
            "awsapps.cn",
            "app.aws",
            "portal.amazonaws.com",
            "portal.amazonaws.com.cn",
            "app.amazonwebservices.com.cn",
            "portal.amazonaws.eu",
            "app.amazonwebservices.eu",
            "api.amazonwebservices.eu",
            "identitycenter.amazonaws.com",
            "identitycenter.amazonaws.com.cn",
            "identitycenter.amazonaws.eu");

    /** The only console whose own name takes assertions. */
    private static final String ISO_E_CONSOLE = "console.csphome.adc-e.uk";

    private static final Set<String> DOMAINS =
            Stream.concat(CONSOLES.stream(), APIS.stream()).collect(Collectors.toUnmodifiableSet());

    private static final List<String> LABELS = List.of("signin.", "signin-fips.");

    private static final Set<String> SIGN_IN = Stream.of(
                    DOMAINS.stream().flatMap(domain -> LABELS.stream().map(label -> label + domain)),
                    PORTALS.stream(),
                    Stream.of(ISO_E_CONSOLE))
            .flatMap(names -> names)
            .collect(Collectors.toUnmodifiableSet());

    private static final int LONGEST =
            SIGN_IN.stream().mapToInt(String::length).max().orElse(0);

    private AwsHosts() {}

    /** Whether a name is one of AWS's sign-in or portal names, or below one. */
    static boolean isSignIn(String name) {
        return isAtOrBelow(name, SIGN_IN) || isSignInOfRegion(name);
    }

    /** Whether one of those names ends like this. */
    static boolean isEndOfSignIn(String end) {
        return SIGN_IN.stream().anyMatch(name -> name.endsWith(end));
    }

    /** Whether AWS may send a user there after sign-in: to a console, another page beside it, or a portal. */
    static boolean isConsoleOrPortal(String name) {
        return isAtOrBelow(name, CONSOLES) || isAtOrBelow(name, PORTALS);
    }

    /** {@code signin.us-east-1.api.aws}: dual-stack and FIPS names have the Region after the label. */
    private static boolean isSignInOfRegion(String name) {
        return LABELS.stream().anyMatch(name::startsWith) && isAtOrBelow(name, DOMAINS);
    }

    /** Looked up label by label from the end: every address of every response is compared with all the names. */
    private static boolean isAtOrBelow(String name, Set<String> names) {
        int dot = name.length();
        do {
            dot = name.lastIndexOf('.', dot - 1);
            if (names.contains(name.substring(dot + 1))) {
                return true;
            }
        } while (dot > 0 && name.length() - dot <= LONGEST);
        return false;
    }
}
