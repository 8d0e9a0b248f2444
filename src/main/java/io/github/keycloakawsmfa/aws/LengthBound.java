package io.github.keycloakawsmfa.aws;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType.ASTChoiceType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.dom.saml.v2.assertion.AudienceRestrictionType;
import org.keycloak.dom.saml.v2.assertion.AuthnContextType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.dom.saml.v2.assertion.BaseIDAbstractType;
import org.keycloak.dom.saml.v2.assertion.ConditionAbstractType;
import org.keycloak.dom.saml.v2.assertion.ConditionsType;
import org.keycloak.dom.saml.v2.assertion.NameIDType;
import org.keycloak.dom.saml.v2.assertion.StatementAbstractType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationDataType;
import org.keycloak.dom.saml.v2.assertion.SubjectConfirmationType;
import org.keycloak.dom.saml.v2.assertion.SubjectType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;
import org.keycloak.dom.saml.v2.protocol.ResponseType.RTChoiceType;

/**
 * The most bytes that a response's XML can have, judging by its texts alone: nearly every response is so far below
 * AWS's limit that its XML need not be built to find out.
 *
 * <p>It counts every text of a response as Keycloak itself builds it (26.4 to 26.7, SAMLResponseWriter). A rare part,
 * such as an extension or an attribute that is itself XML, makes it {@link #UNKNOWN}.
 */
final class LengthBound {

    /** More than AWS accepts of anything. */
    static final long UNKNOWN = Integer.MAX_VALUE;

    /** Tags and times of a response, and again of its assertion: 1.4 kB together (26.4 to 26.7). */
    private static final int FRAME = 3_000;

    /** Around an attribute, its value, an audience, a confirmation: 162 bytes at most (26.4 to 26.7). */
    private static final int MARKUP = 200;

    /** A character as <code>&amp;quot;</code> or <code>&amp;#8232;</code>, or percent-encoded in a URI. */
    private static final int ESCAPED = 9;

    private LengthBound() {}

    /** @return at least the size of its XML in bytes before signing and encryption, or {@link #UNKNOWN} or more */
    static long of(ResponseType response) {
        long bytes = FRAME
                + text(response.getID())
                + text(response.getDestination())
                + text(response.getConsent())
                + text(response.getInResponseTo())
                + text(response.getStatus().getStatusMessage())
                + name(response.getIssuer())
                + unknown(response.getExtensions());
        for (RTChoiceType choice : response.getAssertions()) {
            bytes += unknown(choice.getEncryptedAssertion())
                    + (choice.getAssertion() == null ? 0 : assertion(choice.getAssertion()));
        }
        return bytes;
    }

    private static long assertion(AssertionType assertion) {
        long bytes = FRAME
                + text(assertion.getID())
                + name(assertion.getIssuer())
                + subject(assertion.getSubject())
                + conditions(assertion.getConditions())
                + unknown(assertion.getAdvice());
        for (StatementAbstractType statement : assertion.getStatements()) {
            if (statement instanceof AttributeStatementType attributes) {
                bytes += attributes(attributes.getAttributes());
            } else if (statement instanceof AuthnStatementType authn) {
                bytes += MARKUP + text(authn.getSessionIndex()) + context(authn.getAuthnContext());
            } else {
                return UNKNOWN;
            }
        }
        return bytes;
    }

    private static long attributes(List<ASTChoiceType> attributes) {
        long bytes = MARKUP;
        for (ASTChoiceType choice : attributes) {
            bytes += unknown(choice.getEncryptedAssertion())
                    + (choice.getAttribute() == null ? 0 : attribute(choice.getAttribute()));
        }
        return bytes;
    }

    private static long attribute(AttributeType attribute) {
        long bytes = MARKUP
                + text(attribute.getName())
                + text(attribute.getFriendlyName())
                + text(attribute.getNameFormat())
                + (attribute.getOtherAttributes().isEmpty() ? 0 : UNKNOWN);
        for (Object value : attribute.getAttributeValue()) {
            bytes += value == null || value instanceof String ? MARKUP + text((String) value) : UNKNOWN;
        }
        return bytes;
    }

    private static long subject(SubjectType subject) {
        if (subject == null) {
            return 0;
        }
        long bytes = confirmations(subject.getConfirmation());
        if (subject.getSubType() != null) {
            bytes += id(subject.getSubType().getBaseID())
                    + unknown(subject.getSubType().getEncryptedID())
                    + confirmations(subject.getSubType().getConfirmation());
        }
        return bytes;
    }

    private static long confirmations(List<SubjectConfirmationType> confirmations) {
        long bytes = 0;
        for (SubjectConfirmationType confirmation : confirmations) {
            bytes += MARKUP
                    + text(confirmation.getMethod())
                    + id(confirmation.getBaseID())
                    + name(confirmation.getNameID())
                    + data(confirmation.getSubjectConfirmationData());
        }
        return bytes;
    }

    private static long data(SubjectConfirmationDataType data) {
        if (data == null) {
            return 0;
        }
        return MARKUP
                + text(data.getInResponseTo())
                + text(data.getRecipient())
                + text(data.getAddress())
                + unknown(data.getAnyType());
    }

    private static long conditions(ConditionsType conditions) {
        long bytes = 0;
        for (ConditionAbstractType condition :
                conditions == null ? List.<ConditionAbstractType>of() : conditions.getConditions()) {
            bytes += MARKUP;
            if (condition instanceof AudienceRestrictionType restriction) {
                for (URI audience : restriction.getAudience()) {
                    bytes += MARKUP + text(audience.toString());
                }
            }
        }
        return bytes;
    }

    /** The class that Keycloak or the gate names, and nothing else. */
    private static long context(AuthnContextType context) {
        if (context == null) {
            return 0;
        }
        AuthnContextType.AuthnContextTypeSequence sequence = context.getSequence();
        boolean more = !context.getAuthenticatingAuthority().isEmpty()
                || !context.getURIType().isEmpty()
                || sequence == null
                || sequence.getClassRef() == null
                || sequence.getAuthnContextDecl() != null
                || !sequence.getURIType().isEmpty();
        return more ? UNKNOWN : MARKUP + text(sequence.getClassRef().getValue().toString());
    }

    private static long id(BaseIDAbstractType id) {
        return id instanceof NameIDType name ? name(name) : unknown(id);
    }

    private static long name(NameIDType name) {
        return name == null
                ? 0
                : MARKUP
                        + text(name.getValue())
                        + text(Objects.toString(name.getFormat(), null))
                        + text(name.getNameQualifier())
                        + text(name.getSPNameQualifier())
                        + text(name.getSPProvidedID());
    }

    private static long unknown(Object part) {
        return part == null ? 0 : UNKNOWN;
    }

    /** The most bytes that a text can take in XML; null takes none. */
    private static long text(String text) {
        return text == null
                ? 0
                : text.length()
                        + (ESCAPED - 1) * text.chars().filter(c -> !isPlain(c)).count();
    }

    private static boolean isPlain(int c) {
        return c >= ' ' && c <= '~' && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
    }
}
