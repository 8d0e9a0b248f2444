package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.device.ledger.EvidenceEntry;
import io.github.keycloakawsmfa.evidence.Evidence;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.XMLGregorianCalendar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType.ASTChoiceType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;
import org.keycloak.dom.saml.v2.assertion.AuthnStatementType;

class AssertionContentTest {

    private static final XMLGregorianCalendar ISSUED = xmlTime("2026-11-23T12:00:00Z");
    private static final Instant CODE_TYPED = Instant.parse("2026-11-23T08:30:00.5Z");
    private static final String PAIR =
            "arn:aws:iam::123456789012:role/Admin,arn:aws:iam::123456789012:saml-provider/keycloak";

    private static final Evidence EVIDENCE = new Evidence("device", EvidenceEntry.Kind.CODE, CODE_TYPED);

    private final AssertionType assertion = new AssertionType("id", ISSUED);
    private final AssertionContent content = new AssertionContent(assertion);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://aws.amazon.com/SAML/Attributes/Role",
                "HTTPS://AWS.AMAZON.COM/SAML/ATTRIBUTES/ROLE",
                " https://aws.amazon.com/SAML/Attributes/Role\t",
                "Role",
                "RoleEntitlement"
            })
    void rolesOfOthersAreRemovedByNameAndByFriendlyName(String name) {
        statement(attribute("mail", null), attribute(name, null));
        statement(attribute("other", name));

        assertThat(content.hasRoles()).isTrue();
        assertThat(content.removeRoles()).containsExactlyInAnyOrder(name, "other");
        assertThat(content.hasRoles()).isFalse();
        assertThat(new SamlAttributes(assertion).names()).contains("mail");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:oid:1.3.6.1.4.1.5923.1.1.1.11",
                "URN:OID:1.3.6.1.4.1.5923.1.1.1.11 ",
                "eduPersonAssurance",
                "edupersonassurance",
                "https://aws.amazon.com/SAML/Attributes/PrincipalTag:mfa",
                "https://aws.amazon.com/saml/attributes/principaltag:MFA-device",
                "https://aws.amazon.com/SAML/Attributes/AccessControl:mfa",
                " https://aws.amazon.com/SAML/Attributes/accesscontrol:Mfa-Time"
            })
    void whatClaimsToBeEvidenceIsRemoved(String name) {
        statement(attribute(name, null), attribute("x", name), attribute("mail", "e-mail"));
        statement(attribute(name, name));

        assertThat(content.removeLookAlikes()).containsExactlyInAnyOrder(name, "x", name);
        assertThat(new SamlAttributes(assertion).names()).containsExactlyInAnyOrder("mail", "e-mail");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://aws.amazon.com/SAML/Attributes/RoleSessionName",
                "https://aws.amazon.com/SAML/Attributes/PrincipalTag:team",
                "https://aws.amazon.com/SAML/Attributes/AccessControl:team",
                "roles",
                "urn:oid:1.3.6.1.4.1.5923.1.1.1.1"
            })
    void otherAttributesStay(String name) {
        statement(attribute(name, null));

        assertThat(content.removeLookAlikes()).isEmpty();
        assertThat(content.removeRoles()).isEmpty();
        assertThat(new SamlAttributes(assertion).names()).contains(name);
    }

    @Test
    void rolesAreOneAttributeWithManyValues() {
        content.writeRoles(List.of(PAIR, PAIR.replace("Admin", "ReadOnly")));

        assertThat(attributes(assertion)).singleElement().satisfies(role -> {
            assertThat(role.getName()).isEqualTo("https://aws.amazon.com/SAML/Attributes/Role");
            assertThat(role.getAttributeValue()).containsExactly(PAIR, PAIR.replace("Admin", "ReadOnly"));
        });
    }

    @Test
    void noRolesAreNoAttribute() {
        content.writeRoles(List.of());
        assertThat(attributes(assertion)).isEmpty();
    }

    @Test
    void evidenceIsAnAttributeAndTheTimeOfTheCode() {
        AuthnStatementType statement = new AuthnStatementType(ISSUED);
        statement.setSessionIndex("session::client");
        statement.setSessionNotOnOrAfter(xmlTime("2026-11-23T22:00:00Z"));
        assertion.addStatement(statement);

        AssertionType written = content.withEvidence(EVIDENCE, Optional.empty());

        assertThat(written.getID()).isEqualTo("id");
        assertThat(written.getIssueInstant()).isEqualTo(ISSUED);
        assertThat(attributes(written)).singleElement().satisfies(evidence -> {
            assertThat(evidence.getName()).isEqualTo(AwsAttributes.ASSURANCE);
            assertThat(evidence.getAttributeValue()).containsExactly("https://refeds.org/profile/mfa");
        });
        assertThat(GuardedResponse.authnStatements(written)).singleElement().satisfies(authn -> {
            assertThat(authn.getAuthnInstant()).hasToString("2026-11-23T08:30:00.500Z");
            assertThat(authn.getSessionIndex()).isEqualTo("session::client");
            assertThat(authn.getSessionNotOnOrAfter()).hasToString("2026-11-23T22:00:00Z");
            assertThat(authn.getAuthnContext().getSequence().getClassRef().getValue())
                    .hasToString("urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T22:00:00Z, 2026-11-23T21:59:59Z, 2026-11-23T21:59:59Z",
        "2026-11-23T22:00:00Z, 2026-11-23T22:00:01Z, 2026-11-23T22:00:00Z",
        "2026-11-23T22:00:00Z, , 2026-11-23T22:00:00Z",
        ", 2026-11-23T22:00:00Z, 2026-11-23T22:00:00Z",
        ", , "
    })
    void theSessionAtAwsEndsWithTheUsersAtTheLatest(String stated, Instant sessionEnd, String written) {
        AuthnStatementType statement = new AuthnStatementType(ISSUED);
        statement.setSessionNotOnOrAfter(stated == null ? null : xmlTime(stated));
        assertion.addStatement(statement);

        AssertionType copy = content.withEvidence(EVIDENCE, Optional.ofNullable(sessionEnd));

        assertThat(GuardedResponse.authnStatements(copy))
                .singleElement()
                .extracting(authn -> authn.getSessionNotOnOrAfter() == null
                        ? null
                        : authn.getSessionNotOnOrAfter().toString())
                .isEqualTo(written);
    }

    /** @param left seconds to SessionNotOnOrAfter, or nothing */
    @ParameterizedTest
    @CsvSource({
        "3600, 36000, 3600",
        "3600, 3600, 3600",
        "3600, 3599, 3599",
        "3600, 3599.9, 3599",
        "50000, 40000, 40000",
        "50000, 48000, 43200",
        "50000, 60000, 50000",
        "3600, 900, 900",
        "3600, 899.9, ",
        "900, 60, ",
        "900, -1, ",
        "an hour, 60, an hour",
        "43200, , 43200"
    })
    void theDurationIsNoMoreThanIsLeft(String asked, BigDecimal left, String written) {
        AuthnStatementType statement = new AuthnStatementType(ISSUED);
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        if (left != null) {
            long millis = left.movePointRight(3).longValueExact();
            statement.setSessionNotOnOrAfter(xmlTime(now.plusMillis(millis).toString()));
        }
        assertion.addStatement(statement);
        AttributeType duration = new AttributeType(AwsAttributes.SESSION_DURATION);
        duration.addAttributeValue(asked);
        statement(duration, attribute("mail", "SessionDuration"));

        content.shortenSession(now);

        List<Object> values = attributes(assertion).stream()
                .filter(attribute -> attribute.getName().equals(AwsAttributes.SESSION_DURATION))
                .flatMap(attribute -> attribute.getAttributeValue().stream())
                .toList();
        assertThat(values).isEqualTo(written == null ? List.of() : List.of(written));
        assertThat(new SamlAttributes(assertion).names()).contains("mail");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PrincipalTag:team", "principaltag:TEAM", " PrincipalTag:Team\t"})
    void aTagOfOursTakesThePlaceOfAnothers(String name) {
        String foreign = name.replaceFirst("(?i)principaltag", AwsAttributes.PREFIX + "$0");
        statement(attribute(foreign, null), attribute("mail", "PrincipalTag:team"));
        statement(attribute("other", foreign), attribute(AwsAttributes.PRINCIPAL_TAG_PREFIX + "teams", null));
        AssertionTags tags = new AssertionTags(
                Map.of(
                        AwsAttributes.PRINCIPAL_TAG_PREFIX + "team",
                        List.of("blue"),
                        AwsAttributes.TRANSITIVE_TAG_KEYS,
                        List.of("mfa", "team")),
                List.of(),
                Set.of(AwsAttributes.PRINCIPAL_TAG_PREFIX + "team", AwsAttributes.TRANSITIVE_TAG_KEYS));

        assertThat(content.writeTags(tags)).containsExactlyInAnyOrder(foreign, "other");
        assertThat(attributes(assertion))
                .extracting(AttributeType::getName, AttributeType::getAttributeValue)
                .containsExactlyInAnyOrder(
                        tuple("mail", List.of("forged")),
                        tuple(AwsAttributes.PRINCIPAL_TAG_PREFIX + "teams", List.of("forged")),
                        tuple(AwsAttributes.PRINCIPAL_TAG_PREFIX + "team", List.of("blue")),
                        tuple(AwsAttributes.TRANSITIVE_TAG_KEYS, List.of("mfa", "team")));
    }

    private static List<AttributeType> attributes(AssertionType assertion) {
        return assertion.getAttributeStatements().stream()
                .flatMap(statement -> statement.getAttributes().stream())
                .map(ASTChoiceType::getAttribute)
                .toList();
    }

    private void statement(AttributeType... attributes) {
        AttributeStatementType statement = new AttributeStatementType();
        for (AttributeType attribute : attributes) {
            statement.addAttribute(new ASTChoiceType(attribute));
        }
        assertion.addStatement(statement);
    }

    private static AttributeType attribute(String name, String friendlyName) {
        AttributeType attribute = new AttributeType(name);
        attribute.setFriendlyName(friendlyName);
        attribute.addAttributeValue("forged");
        return attribute;
    }

    private static XMLGregorianCalendar xmlTime(String text) {
        try {
            return DatatypeFactory.newInstance().newXMLGregorianCalendar(text);
        } catch (DatatypeConfigurationException e) {
            throw new AssertionError(e);
        }
    }
}
