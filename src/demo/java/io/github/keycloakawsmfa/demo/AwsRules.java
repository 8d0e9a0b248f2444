package io.github.keycloakawsmfa.demo;

import com.onelogin.saml2.exception.ValidationError;
import io.github.keycloakawsmfa.demo.SamlCheck.Accepted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.xpath.XPathExpressionException;

/** AWS's rules for the content of a response whose signature, time and addressee are right. */
final class AwsRules {

    static final String AUDIENCE = "urn:amazon:webservices";
    static final String PREFIX = "https://aws.amazon.com/SAML/Attributes/";

    /** {@code saml:edupersonassurance} of trust policies. */
    static final String ASSURANCE = "urn:oid:1.3.6.1.4.1.5923.1.1.1.11";

    static final String MFA = "https://refeds.org/profile/mfa";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z_0-9+=,.@-]{2,64}");
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");
    private static final int SHORTEST = 900;
    private static final int LONGEST = 43_200;

    private final SignedResponse response;
    private final Optional<String> partition;
    private final Map<String, List<String>> attributes;

    AwsRules(SignedResponse response, Optional<String> partition) throws XPathExpressionException, ValidationError {
        this.response = response;
        this.partition = partition;
        this.attributes = response.getAttributes();
    }

    Accepted accept() throws Refusal, XPathExpressionException {
        requireNoRepetition();
        List<AwsRole> roles = roles();
        String sessionName = sessionName();
        Optional<String> sourceIdentity = sourceIdentity();
        Optional<Duration> sessionDuration = sessionDuration();
        String nameId = response.nameId()
                .filter(name -> !name.isEmpty())
                .orElseThrow(() -> new Refusal(AwsError.NOT_AUTHORIZED, "There is no NameID."));
        SessionTags tags = SessionTags.of(attributes);
        String context = response.authnContextClassRef()
                .orElseThrow(() -> invalid("The AuthnStatement has no AuthnContextClassRef."));
        Instant authnInstant =
                response.authnInstant().orElseThrow(() -> invalid("The AuthnStatement has no AuthnInstant."));
        return new Accepted(
                response.issuer(),
                response.recipient().orElseThrow(),
                List.copyOf(roles),
                sessionName,
                sourceIdentity,
                tags,
                sessionDuration,
                response.sessionNotOnOrAfter(),
                context,
                authnInstant,
                Map.copyOf(attributes),
                nameId,
                response.nameIdFormat());
    }

    /** One attribute with many values, not many attributes. */
    private void requireNoRepetition() throws Refusal, XPathExpressionException {
        Set<String> seen = new HashSet<>();
        for (String name : response.attributeNames()) {
            if (!seen.add(name) && name.startsWith(PREFIX)) {
                throw invalid("The attribute " + name + " is there more than once.");
            }
        }
    }

    private List<AwsRole> roles() throws Refusal {
        List<String> values = attributes.getOrDefault(PREFIX + "Role", List.of());
        if (values.isEmpty()) {
            throw invalid("There is no attribute " + PREFIX + "Role (its case matters).");
        }
        List<AwsRole> roles = new ArrayList<>();
        for (String value : values) {
            roles.add(AwsRole.parse(value)
                    .orElseThrow(() -> invalid("Not a pair of role and SAML provider: \"" + value + "\".")));
        }
        for (AwsRole role : roles) {
            if (partition.isPresent() && !partition.get().equals(role.partition())) {
                throw new Refusal(
                        AwsError.NOT_AUTHORIZED,
                        "%s is not of the partition %s.".formatted(role.roleArn(), partition.get()));
            }
        }
        return roles;
    }

    private String sessionName() throws Refusal {
        String name = single("RoleSessionName")
                .orElseThrow(() -> new Refusal(
                        AwsError.SESSION_NAME_MISSING, "There is no single value of " + PREFIX + "RoleSessionName."));
        if (!NAME.matcher(name).matches()) {
            throw new Refusal(AwsError.SESSION_NAME_INVALID, "RoleSessionName is \"" + name + "\".");
        }
        return name;
    }

    private Optional<String> sourceIdentity() throws Refusal {
        if (!attributes.containsKey(PREFIX + "SourceIdentity")) {
            return Optional.empty();
        }
        String identity = single("SourceIdentity").orElse("");
        if (!NAME.matcher(identity).matches() || identity.startsWith("aws:")) {
            throw new Refusal(AwsError.SOURCE_IDENTITY_INVALID, "SourceIdentity is \"" + identity + "\".");
        }
        return Optional.of(identity);
    }

    /** The bounds are documented, the words for breaking them are not: these are the nearest ones. */
    private Optional<Duration> sessionDuration() throws Refusal {
        if (!attributes.containsKey(PREFIX + "SessionDuration")) {
            return Optional.empty();
        }
        String seconds = single("SessionDuration").orElse("");
        String reason = "SessionDuration is \"" + seconds + "\", not a number from 900 to 43200.";
        if (!SECONDS.matcher(seconds).matches() || Integer.parseInt(seconds) < SHORTEST) {
            throw invalid(reason);
        }
        if (Integer.parseInt(seconds) > LONGEST) {
            throw new Refusal(AwsError.DURATION_TOO_LONG, reason);
        }
        return Optional.of(Duration.ofSeconds(Integer.parseInt(seconds)));
    }

    private Optional<String> single(String name) {
        List<String> values = attributes.getOrDefault(PREFIX + name, List.of());
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    private static Refusal invalid(String reason) {
        return new Refusal(AwsError.INVALID_RESPONSE, reason);
    }
}
