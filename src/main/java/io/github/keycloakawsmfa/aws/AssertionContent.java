package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.SessionDuration;
import io.github.keycloakawsmfa.evidence.Evidence;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType.ASTChoiceType;
import org.keycloak.dom.saml.v2.assertion.AuthnContextClassRefType;
import org.keycloak.dom.saml.v2.assertion.AuthnContextType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;
import org.keycloak.dom.saml.v2.assertion.StatementAbstractType;

/** The part of an assertion that only the gate may write: that MFA was passed, how and when, and the AWS roles. */
final class AssertionContent {

    /** SAML 2.0 authentication context classes §3.4.23: a code from a device that keeps time. */
    private static final URI TIME_SYNC_TOKEN = URI.create("urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken");

    private final AssertionType assertion;
    private final SamlAttributes attributes;

    AssertionContent(AssertionType assertion) {
        this.assertion = assertion;
        this.attributes = new SamlAttributes(assertion);
    }

    /** @return the Names of the attributes that claimed to be evidence and were removed */
    List<String> removeLookAlikes() {
        return attributes.remove(AwsAttributes::passesForEvidence);
    }

    /** @return the Names of the role attributes that were removed */
    List<String> removeRoles() {
        return attributes.remove(AwsAttributes::passesForRole);
    }

    boolean hasRoles() {
        return !roleNames().isEmpty();
    }

    List<String> roleNames() {
        return attributes.names().filter(AwsAttributes::passesForRole).toList();
    }

    /** @param pairs {@code roleArn,providerArn} each; if empty, no attribute is written, and AWS reports it missing */
    void writeRoles(List<String> pairs) {
        if (!pairs.isEmpty()) {
            attributes.add(SamlAttributes.of(AwsAttributes.ROLE, "Role", pairs));
        }
    }

    /** @return the Names of the removed attributes that passed for one of these */
    List<String> writeTags(AssertionTags tags) {
        List<String> removed =
                attributes.remove(name -> tags.names().stream().anyMatch(ours -> AwsAttributes.passesFor(ours, name)));
        tags.attributes()
                .forEach((name, values) ->
                        attributes.add(SamlAttributes.of(name, name.substring(AwsAttributes.PREFIX.length()), values)));
        return removed;
    }

    void write(ASTChoiceType attribute) {
        attributes.add(attribute);
    }

    /**
     * Lowers SessionDuration to what SessionNotOnOrAfter leaves. AWS ends a session at the earlier of the two, but
     * command-line clients ask for what the attribute says. If less than AWS's minimum is left, the attribute is
     * dropped and SessionNotOnOrAfter ends the session.
     */
    void shortenSession(Instant now) {
        assertion.getStatements().stream()
                .filter(AuthnStatementType.class::isInstance)
                .map(statement -> ((AuthnStatementType) statement).getSessionNotOnOrAfter())
                .filter(Objects::nonNull)
                .map(end -> Duration.between(now, instant(end)))
                .min(Comparator.naturalOrder())
                .filter(attributes::asksForMore)
                .ifPresent(this::askFor);
    }

    private void askFor(Duration left) {
        attributes.remove(AwsAttributes.SESSION_DURATION::equals);
        if (left.compareTo(SessionDuration.MIN) >= 0) {
            String seconds = SessionDuration.nearestTo(left).attributeValue();
            attributes.add(SamlAttributes.of(AwsAttributes.SESSION_DURATION, "SessionDuration", List.of(seconds)));
        }
    }

    /**
     * The same assertion with evidence in it. Keycloak's AuthnInstant is the time of the response; AWS and auditors
     * should see that of the code. It is a copy because neither a statement nor its AuthnInstant can be replaced (26.4
     * to 26.7, AssertionType).
     *
     * @param sessionEnd when the user session ends, empty if never; SessionNotOnOrAfter becomes no later
     */
    AssertionType withEvidence(Evidence evidence, Optional<Instant> sessionEnd) {
        attributes.add(
                SamlAttributes.of(AwsAttributes.ASSURANCE, "eduPersonAssurance", List.of(AwsAttributes.ASSURANCE_MFA)));
        AssertionType copy = new AssertionType(assertion.getID(), assertion.getIssueInstant());
        copy.setIssuer(assertion.getIssuer());
        copy.setSubject(assertion.getSubject());
        copy.setConditions(assertion.getConditions());
        copy.setAdvice(assertion.getAdvice());
        for (StatementAbstractType statement : assertion.getStatements()) {
            copy.addStatement(
                    statement instanceof AuthnStatementType authn
                            ? signedInBy(evidence, authn, sessionEnd)
                            : statement);
        }
        return copy;
    }

    private static AuthnStatementType signedInBy(
            Evidence evidence, AuthnStatementType statement, Optional<Instant> sessionEnd) {
        AuthnStatementType written = new AuthnStatementType(xmlTime(evidence.at()));
        written.setAuthnContext(timeSyncToken());
        written.setSessionIndex(statement.getSessionIndex());
        XMLGregorianCalendar end = statement.getSessionNotOnOrAfter();
        written.setSessionNotOnOrAfter(sessionEnd
                .filter(earlier -> end == null || earlier.isBefore(instant(end)))
                .map(AssertionContent::xmlTime)
                .orElse(end));
        written.setSubjectLocality(statement.getSubjectLocality());
        return written;
    }

    private static AuthnContextType timeSyncToken() {
        AuthnContextType.AuthnContextTypeSequence sequence = new AuthnContextType.AuthnContextTypeSequence();
        sequence.setClassRef(new AuthnContextClassRefType(TIME_SYNC_TOKEN));
        AuthnContextType context = new AuthnContextType();
        context.setSequence(sequence);
        return context;
    }

    private static Instant instant(XMLGregorianCalendar time) {
        return time.toGregorianCalendar().toInstant();
    }

    private static XMLGregorianCalendar xmlTime(Instant at) {
        try {
            return DatatypeFactory.newInstance().newXMLGregorianCalendar(at.toString());
        } catch (DatatypeConfigurationException e) {
            throw new IllegalStateException("Every Java platform has a DatatypeFactory", e);
        }
    }
}
