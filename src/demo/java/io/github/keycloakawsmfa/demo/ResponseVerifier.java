package io.github.keycloakawsmfa.demo;

import com.onelogin.saml2.exception.SAMLException;
import com.onelogin.saml2.exception.ValidationError;
import com.onelogin.saml2.http.HttpRequest;
import com.onelogin.saml2.settings.Saml2Settings;
import com.onelogin.saml2.settings.SettingsBuilder;
import java.io.IOException;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import org.xml.sax.SAXException;

/**
 * Signature, time, addressee and structure of a SAML response, by OneLogin's library: another implementation than the one that made
 * the response.
 */
final class ResponseVerifier {

    /** IAM quota "SAML response": Base64 characters. */
    static final int MAX_CHARACTERS = 100_000;

    private static final Duration REDEEM_WITHIN = Duration.ofMinutes(5);

    private final SignInEndpoints endpoints;
    private final Supplier<IdentityProvider> provider;
    private final Clock clock;
    private final Optional<PrivateKey> decryption;

    /** @param decryption reads encrypted assertions; where it is empty, none is read */
    ResponseVerifier(
            SignInEndpoints endpoints,
            Supplier<IdentityProvider> provider,
            Clock clock,
            Optional<PrivateKey> decryption) {
        this.endpoints = endpoints;
        this.provider = provider;
        this.clock = clock;
        this.decryption = decryption;
    }

    SignedResponse verified(String samlResponse) throws Refusal, XPathExpressionException {
        requirePlainBase64(samlResponse);
        IdentityProvider known = knownProvider();
        String anyUrl = endpoints.urls().iterator().next();
        try {
            // Signature first, so that nothing else is said about a response that anyone could have written.
            SignedResponse signed = read(known, anyUrl, false, samlResponse);
            requireSignature(signed);
            requireFresh(signed);
            SignedResponse response = read(known, requireRecipient(signed), true, samlResponse);
            requireStandard(response);
            return response;
        } catch (SAMLException | ParserConfigurationException | SAXException | IOException | DateTimeException e) {
            throw new Refusal(AwsError.INVALID_RESPONSE, String.valueOf(e.getMessage()));
        }
    }

    private static void requirePlainBase64(String samlResponse) throws Refusal {
        if (samlResponse == null || samlResponse.isBlank()) {
            throw new Refusal(AwsError.INVALID_RESPONSE, "There is no SAMLResponse in the request.");
        }
        if (samlResponse.length() > MAX_CHARACTERS) {
            throw new Refusal(AwsError.INVALID_RESPONSE, "The response is longer than 100,000 characters.");
        }
        try {
            Base64.getMimeDecoder().decode(samlResponse);
        } catch (IllegalArgumentException e) {
            throw new Refusal(AwsError.INVALID_RESPONSE, "The response is not Base64.");
        }
    }

    private IdentityProvider knownProvider() throws Refusal {
        try {
            return provider.get();
        } catch (RuntimeException e) {
            throw new Refusal(
                    AwsError.NO_SUCH_PROVIDER, "The realm's SAML descriptor cannot be read: " + e.getMessage());
        }
    }

    private SignedResponse read(IdentityProvider known, String url, boolean strict, String samlResponse)
            throws Refusal, SAMLException, XPathExpressionException, ParserConfigurationException, SAXException,
                    IOException {
        HttpRequest request = new HttpRequest(url, "").addParameter("SAMLResponse", samlResponse);
        try {
            return new SignedResponse(settings(known, url, strict), request);
        } catch (NullPointerException e) { // OneLogin 2.9.0 falls over what its key does not decrypt
            throw new Refusal(AwsError.INVALID_RESPONSE, "The assertion cannot be decrypted.");
        }
    }

    private Saml2Settings settings(IdentityProvider known, String url, boolean strict) {
        Map<String, Object> values = new HashMap<>(known.settings());
        values.put(SettingsBuilder.STRICT_PROPERTY_KEY, strict);
        values.put(SettingsBuilder.SP_ENTITYID_PROPERTY_KEY, endpoints.audience());
        values.put(SettingsBuilder.SP_ASSERTION_CONSUMER_SERVICE_URL_PROPERTY_KEY, url);
        values.put(SettingsBuilder.SECURITY_REJECT_DEPRECATED_ALGORITHM, true);
        values.put(SettingsBuilder.SECURITY_WANT_NAMEID, false);
        // Only AWS's own attributes must not repeat: AwsRules looks after them.
        values.put(SettingsBuilder.SECURITY_ALLOW_REPEAT_ATTRIBUTE_NAME_PROPERTY_KEY, true);
        // OneLogin's schemas do not know XML Encryption 1.1, in whose terms Keycloak 26.7 names how the key is wrapped.
        values.put(SettingsBuilder.SECURITY_WANT_XML_VALIDATION, decryption.isEmpty());
        decryption.ifPresent(key -> values.put(SettingsBuilder.SP_PRIVATEKEY_PROPERTY_KEY, key));
        return new SettingsBuilder().fromValues(values).build();
    }

    private void requireSignature(SignedResponse response) throws Refusal {
        OptionalInt error = response.errorAt(clock);
        if (error.isPresent()) {
            AwsError said = switch (error.getAsInt()) {
                case ValidationError.INVALID_SIGNATURE -> AwsError.SIGNATURE_INVALID;
                case ValidationError.STATUS_CODE_IS_NOT_SUCCESS -> AwsError.CLAIM_REJECTED;
                default -> AwsError.INVALID_RESPONSE;
            };
            throw new Refusal(said, response.getError());
        }
    }

    private void requireFresh(SignedResponse response) throws Refusal, XPathExpressionException {
        Instant issued = response.issueInstant()
                .orElseThrow(() -> new Refusal(AwsError.INVALID_RESPONSE, "The assertion has no IssueInstant."));
        Duration age = Duration.between(issued, clock.instant());
        if (age.compareTo(REDEEM_WITHIN) > 0) {
            throw new Refusal(AwsError.EXPIRED, "The assertion was issued at " + issued + ".");
        }
        if (age.compareTo(REDEEM_WITHIN.negated()) < 0) {
            throw new Refusal(AwsError.INVALID_RESPONSE, "The assertion was issued in the future, at " + issued + ".");
        }
    }

    /** AWS takes {@code saml:aud} of a trust policy from the Recipient: one that is no endpoint meets no role's policy. */
    private String requireRecipient(SignedResponse response) throws Refusal, XPathExpressionException {
        if (response.subjectConfirmations() != 1) {
            throw new Refusal(AwsError.INVALID_RESPONSE, "There must be exactly one SubjectConfirmation.");
        }
        String recipient = response.recipient()
                .orElseThrow(() -> new Refusal(AwsError.INVALID_RESPONSE, "SubjectConfirmationData has no Recipient."));
        if (!endpoints.urls().contains(recipient)) {
            throw new Refusal(
                    AwsError.NOT_AUTHORIZED,
                    "The Recipient is %s, which no trust policy (SAML:aud = %s) allows."
                            .formatted(recipient, endpoints.urls()));
        }
        return recipient;
    }

    private void requireStandard(SignedResponse response) throws Refusal, XPathExpressionException {
        OptionalInt error = response.errorAt(clock);
        if (error.isPresent()) {
            AwsError said = switch (error.getAsInt()) {
                case ValidationError.WRONG_AUDIENCE -> AwsError.WRONG_AUDIENCE;
                case ValidationError.WRONG_ISSUER -> AwsError.ISSUER_UNKNOWN;
                case ValidationError.ASSERTION_EXPIRED, ValidationError.SESSION_EXPIRED -> AwsError.EXPIRED;
                default -> AwsError.INVALID_RESPONSE;
            };
            throw new Refusal(said, response.getError());
        }
        // OneLogin lets a response without any audience pass; AWS demands one.
        if (!response.getAudiences().contains(endpoints.audience())) {
            throw new Refusal(AwsError.WRONG_AUDIENCE, "There is no audience " + endpoints.audience() + ".");
        }
    }
}
