package io.github.keycloakawsmfa.demo;

import com.onelogin.saml2.authn.SamlResponse;
import com.onelogin.saml2.exception.SAMLException;
import com.onelogin.saml2.exception.ValidationError;
import com.onelogin.saml2.http.HttpRequest;
import com.onelogin.saml2.settings.Saml2Settings;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import org.joda.time.DateTimeUtils;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** OneLogin's response with the few values it does not hand out, read from the signed assertion as it reads the rest. */
final class SignedResponse extends SamlResponse {

    SignedResponse(Saml2Settings settings, HttpRequest request)
            throws XPathExpressionException, ParserConfigurationException, SAXException, IOException, SAMLException {
        super(settings, request);
    }

    /**
     * Validates at the clock's time.
     *
     * <p>OneLogin takes the time from Joda, whose clock can be set for the whole process only. Nothing else in the tests or
     * the demo uses Joda, and the lock keeps two clocks from meeting.
     *
     * @return OneLogin's error code, -1 where it has none; empty if valid
     */
    OptionalInt errorAt(Clock clock) {
        synchronized (SignedResponse.class) {
            DateTimeUtils.setCurrentMillisFixed(clock.millis());
            try {
                if (isValid()) {
                    return OptionalInt.empty();
                }
                return OptionalInt.of(
                        getValidationException() instanceof ValidationError error ? error.getErrorCode() : -1);
            } finally {
                DateTimeUtils.setCurrentMillisSystem();
            }
        }
    }

    Optional<String> nameId() throws XPathExpressionException {
        return one("/saml:Subject/saml:NameID");
    }

    /** SAML's default, where the response names none. */
    String nameIdFormat() throws XPathExpressionException {
        return one("/saml:Subject/saml:NameID/@Format").orElse("urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified");
    }

    String issuer() throws XPathExpressionException {
        return one("/saml:Issuer").orElse("");
    }

    Optional<Instant> issueInstant() throws XPathExpressionException {
        return one("/@IssueInstant").map(Instant::parse);
    }

    Optional<Instant> authnInstant() throws XPathExpressionException {
        return one("/saml:AuthnStatement/@AuthnInstant").map(Instant::parse);
    }

    Optional<Instant> sessionNotOnOrAfter() throws XPathExpressionException {
        return one("/saml:AuthnStatement/@SessionNotOnOrAfter").map(Instant::parse);
    }

    Optional<String> authnContextClassRef() throws XPathExpressionException {
        return one("/saml:AuthnStatement/saml:AuthnContext/saml:AuthnContextClassRef");
    }

    int subjectConfirmations() throws XPathExpressionException {
        return queryAssertion("/saml:Subject/saml:SubjectConfirmation").getLength();
    }

    Optional<String> recipient() throws XPathExpressionException {
        return one("/saml:Subject/saml:SubjectConfirmation/saml:SubjectConfirmationData/@Recipient");
    }

    /** The names of all attributes, as often as each occurs. */
    List<String> attributeNames() throws XPathExpressionException {
        NodeList names = queryAssertion("/saml:AttributeStatement/saml:Attribute/@Name");
        return IntStream.range(0, names.getLength())
                .mapToObj(i -> names.item(i).getNodeValue())
                .toList();
    }

    private Optional<String> one(String path) throws XPathExpressionException {
        NodeList found = queryAssertion(path);
        return found.getLength() == 1
                ? Optional.of(found.item(0).getTextContent().trim())
                : Optional.empty();
    }
}
