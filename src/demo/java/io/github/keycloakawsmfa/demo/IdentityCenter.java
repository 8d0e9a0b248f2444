package io.github.keycloakawsmfa.demo;

import com.onelogin.saml2.exception.ValidationError;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.xml.xpath.XPathExpressionException;

/**
 * IAM Identity Center's assertion consumer service: one user by e-mail address, no roles, nothing encrypted. Its permission sets can
 * demand an {@code AccessControl:} attribute; it knows no trust policies.
 */
public final class IdentityCenter {

    private static final String EMAIL = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
    private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final String ACCESS_CONTROL = AwsRules.PREFIX + "AccessControl:";

    /** What a response means there. */
    public sealed interface Outcome permits SignedIn, Refused {}

    /**
     * The user is in the access portal.
     *
     * @param accessControl the attributes for access control, by key; they become {@code aws:PrincipalTag/KEY}
     */
    public record SignedIn(String email, Map<String, String> accessControl) implements Outcome {}

    /**
     * Nobody is signed in.
     *
     * @param reason what this stand-in saw: Identity Center says less
     */
    public record Refused(AwsError error, String reason) implements Outcome {}

    private final ResponseVerifier responses;

    /**
     * @param acs such as {@code https://REGION.signin.aws.amazon.com/platform/saml/acs/ID}
     * @param entityId such as {@code https://REGION.signin.aws.amazon.com/platform/saml/d-1234567890}
     */
    public IdentityCenter(URI acs, String entityId, Supplier<IdentityProvider> provider, Clock clock) {
        SignInEndpoints endpoints = new SignInEndpoints(Optional.empty(), Set.of(acs.toString()), entityId);
        this.responses = new ResponseVerifier(endpoints, provider, clock, Optional.empty());
    }

    /** What is made of this Base64 text. */
    public Outcome check(String samlResponse) {
        try {
            return signedIn(responses.verified(samlResponse));
        } catch (Refusal e) {
            return new Refused(AwsError.IDENTITY_CENTER, e.rejected().error() + ": " + e.getMessage());
        } catch (XPathExpressionException | ValidationError | DateTimeException e) {
            return new Refused(AwsError.IDENTITY_CENTER, String.valueOf(e.getMessage()));
        }
    }

    private static SignedIn signedIn(SignedResponse response)
            throws Refusal, XPathExpressionException, ValidationError {
        String nameId = response.nameId().orElse("");
        String format = response.nameIdFormat();
        if (!format.equals(EMAIL) || !ADDRESS.matcher(nameId).matches()) {
            throw refused("The NameID must be an e-mail address of the format %s, and is \"%s\" of %s."
                    .formatted(EMAIL, nameId, format));
        }
        Map<String, String> accessControl = new TreeMap<>();
        for (Map.Entry<String, List<String>> attribute :
                response.getAttributes().entrySet()) {
            if (attribute.getKey().startsWith(ACCESS_CONTROL)) {
                if (attribute.getValue().size() != 1) {
                    throw refused(
                            attribute.getKey() + " has " + attribute.getValue().size() + " values.");
                }
                accessControl.put(
                        attribute.getKey().substring(ACCESS_CONTROL.length()),
                        attribute.getValue().get(0));
            }
        }
        return new SignedIn(nameId, Map.copyOf(accessControl));
    }

    private static Refusal refused(String reason) {
        return new Refusal(AwsError.INVALID_RESPONSE, reason);
    }
}
