package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.device.ledger.EvidenceEntry;
import io.github.keycloakawsmfa.evidence.Evidence;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.protocol.ResponseType;
import org.keycloak.dom.saml.v2.protocol.ResponseType.RTChoiceType;
import org.keycloak.saml.common.exceptions.ParsingException;
import org.keycloak.saml.processing.core.parsers.saml.SAMLParser;

class AssertionContentFuzzTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Evidence EVIDENCE = new Evidence("device", EvidenceEntry.Kind.CODE, NOW);
    private static final String PAIR = "arn:aws:iam::123456789012:role/Admin,arn:aws:iam::123456789012:saml-provider/k";

    /** Whatever a response holds that Keycloak can read, it leaves with our evidence and no other. */
    @FuzzTest
    void holdsTheGatesWordsOnly(byte[] xml) {
        for (AssertionType assertion : assertions(xml)) {
            AssertionContent content = new AssertionContent(assertion);
            content.removeLookAlikes();
            content.removeRoles();
            assertThat(content.hasRoles()).isFalse();
            content.writeRoles(List.of(PAIR));
            content.shortenSession(NOW);
            List<String> names = new SamlAttributes(content.withEvidence(EVIDENCE, Optional.of(NOW)))
                    .names()
                    .filter(Objects::nonNull)
                    .toList();
            assertThat(names).filteredOn(AwsAttributes::passesForRole).containsExactly(AwsAttributes.ROLE, "Role");
            assertThat(names)
                    .filteredOn(AwsAttributes::passesForEvidence)
                    .containsExactly(AwsAttributes.ASSURANCE, "eduPersonAssurance");
        }
    }

    private static List<AssertionType> assertions(byte[] xml) {
        try {
            Object read = SAMLParser.getInstance().parse(new ByteArrayInputStream(xml));
            return read instanceof ResponseType response
                    ? response.getAssertions().stream()
                            .map(RTChoiceType::getAssertion)
                            .filter(Objects::nonNull)
                            .toList()
                    : read instanceof AssertionType assertion ? List.of(assertion) : List.of();
        } catch (ParsingException | RuntimeException e) {
            // Keycloak's own reader is not the matter here.
            return List.of();
        }
    }
}
