package io.github.keycloakawsmfa.aws.model;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A group of AWS regions with its own ARNs and sign-in.
 *
 * <p>AWS publishes no entity id for the last five; its own metadata has it
 * ({@code https://HOST/static/saml-metadata.xml}): the endpoint stands in for it until an administrator names it. Nor
 * has any of these five been tried.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/signin-service.html">AWS General Reference, Sign-In</a>
 * @see AwsHosts
 */
public enum AwsPartition {
    AWS("aws", "urn:amazon:webservices", "https://signin.aws.amazon.com/saml"),
    GOV("aws-us-gov", "urn:amazon:webservices:govcloud", "https://signin.amazonaws-us-gov.com/saml"),
    CN("aws-cn", "urn:amazon:webservices:cn-north-1", "https://signin.amazonaws.cn/saml"),
    /** The European Sovereign Cloud. Its sign-in has a Region in its name; there is no global one. */
    EUSC("aws-eusc", "https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml"),
    ISO("aws-iso", "https://signin.c2shome.ic.gov/saml"),
    ISO_B("aws-iso-b", "https://signin.sc2shome.sgov.gov/saml"),
    ISO_E("aws-iso-e", "https://console.csphome.adc-e.uk/saml"),
    ISO_F("aws-iso-f", "https://signin.csphome.hci.ic.gov/saml");

    private final String id;
    private final String audience;
    private final String endpoint;

    AwsPartition(String id, String audience, String endpoint) {
        this.id = id;
        this.audience = audience;
        this.endpoint = endpoint;
    }

    AwsPartition(String id, String endpoint) {
        this(id, endpoint, endpoint);
    }

    /**
     * @param id as ARNs spell it, for example {@code aws-cn}; null is not one
     * @return empty for anything else
     */
    public static Optional<AwsPartition> of(String id) {
        return Stream.of(values()).filter(partition -> partition.id.equals(id)).findFirst();
    }

    /**
     * @param audience AWS's own entity id there; null is not one
     * @return empty for anything else
     */
    public static Optional<AwsPartition> ofAudience(String audience) {
        return Stream.of(values())
                .filter(partition -> partition.audience.equals(audience))
                .findFirst();
    }

    /** The second part of its ARNs. */
    public String id() {
        return id;
    }

    /** All ids, in the order of this enum, joined by that text. */
    public static String ids(String between) {
        return Stream.of(values()).map(AwsPartition::id).collect(Collectors.joining(between));
    }

    /** The SAML audience, which is also AWS's entity id. */
    public String audience() {
        return audience;
    }

    /**
     * The Region that requests to IAM are signed for in this partition.
     *
     * @see <a href="https://docs.aws.amazon.com/general/latest/gr/iam-service.html">AWS General Reference, IAM</a>
     */
    public String iamRegion() {
        return switch (this) {
            case AWS -> "us-east-1";
            case GOV -> "us-gov-west-1";
            case CN -> "cn-north-1";
            case EUSC -> "eusc-de-east-1";
            case ISO -> "us-iso-east-1";
            case ISO_B -> "us-isob-east-1";
            case ISO_E -> "eu-isoe-west-1";
            case ISO_F -> "us-isof-south-1";
        };
    }

    /** Where a browser posts the response: ACS, Recipient, Destination and {@code saml:aud} at once. */
    public String endpoint() {
        return endpoint;
    }
}
