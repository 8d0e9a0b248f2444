package io.github.keycloakawsmfa.aws.model;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A group of AWS regions with ARNs and a sign-in of its own.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/signin-service.html">AWS General Reference, Sign-In</a>
 */
public enum AwsPartition {
    AWS("aws", "urn:amazon:webservices", "https://signin.aws.amazon.com/saml"),
    GOV("aws-us-gov", "urn:amazon:webservices:govcloud", "https://signin.amazonaws-us-gov.com/saml"),
    CN("aws-cn", "urn:amazon:webservices:cn-north-1", "https://signin.amazonaws.cn/saml");

    private final String id;
    private final String audience;
    private final String endpoint;

    AwsPartition(String id, String audience, String endpoint) {
        this.id = id;
        this.audience = audience;
        this.endpoint = endpoint;
    }

    /**
     * @param id as ARNs spell it, for example {@code aws-cn}; null is none
     * @return empty for anything else
     */
    public static Optional<AwsPartition> of(String id) {
        return Stream.of(values()).filter(partition -> partition.id.equals(id)).findFirst();
    }

    /** The second part of its ARNs. */
    public String id() {
        return id;
    }

    /** The SAML audience, which is also AWS's entity id. */
    public String audience() {
        return audience;
    }

    /** Where a browser posts the response: ACS, Recipient, Destination and {@code saml:aud} at once. */
    public String endpoint() {
        return endpoint;
    }
}
