package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.dom.saml.v2.assertion.AssertionType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType.ASTChoiceType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;

/** The attributes of an assertion, across all of its attribute statements. */
final class SamlAttributes {

    private static final String NAME_FORMAT_URI = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri";

    private final AssertionType assertion;

    SamlAttributes(AssertionType assertion) {
        this.assertion = assertion;
    }

    /**
     * An attribute in the form that AWS documents: one with many values, as AWS does not read a second attribute of the
     * same name.
     */
    static ASTChoiceType of(String name, String friendlyName, List<String> values) {
        AttributeType attribute = new AttributeType(name);
        attribute.setFriendlyName(friendlyName);
        attribute.setNameFormat(NAME_FORMAT_URI);
        values.forEach(attribute::addAttributeValue);
        return new ASTChoiceType(attribute);
    }

    /** Each attribute's Name and FriendlyName; null where an attribute has none. */
    Stream<String> names() {
        return choices().map(ASTChoiceType::getAttribute).flatMap(SamlAttributes::names);
    }

    /**
     * Removes the attributes whose Name or FriendlyName matches the predicate.
     *
     * @return the Names of what was removed
     */
    List<String> remove(Predicate<String> unwanted) {
        List<String> removed = new ArrayList<>();
        for (AttributeStatementType statement : statements()) {
            List<ASTChoiceType> found = statement.getAttributes().stream()
                    .filter(choice -> names(choice.getAttribute()).anyMatch(unwanted))
                    .toList();
            found.forEach(statement::removeAttribute);
            found.forEach(choice -> removed.add(choice.getAttribute().getName()));
        }
        return removed;
    }

    /** Whether there is a SessionDuration of more seconds than that. AWS refuses one that is not a number. */
    boolean asksForMore(Duration left) {
        return choices()
                .map(ASTChoiceType::getAttribute)
                .filter(attribute -> attribute != null && AwsAttributes.SESSION_DURATION.equals(attribute.getName()))
                .flatMap(attribute -> attribute.getAttributeValue().stream())
                .map(String::valueOf)
                .filter(value -> value.matches("[0-9]{1,9}"))
                .anyMatch(value -> Long.parseLong(value) > left.toSeconds());
    }

    void add(ASTChoiceType attribute) {
        List<AttributeStatementType> statements = statements();
        AttributeStatementType target = statements.isEmpty() ? new AttributeStatementType() : statements.get(0);
        target.addAttribute(attribute);
        if (statements.isEmpty()) {
            assertion.addStatement(target);
        }
    }

    private Stream<ASTChoiceType> choices() {
        return statements().stream().flatMap(statement -> statement.getAttributes().stream());
    }

    private List<AttributeStatementType> statements() {
        return assertion.getStatements().stream()
                .filter(AttributeStatementType.class::isInstance)
                .map(AttributeStatementType.class::cast)
                .toList();
    }

    private static Stream<String> names(AttributeType attribute) {
        return attribute == null ? Stream.empty() : Stream.of(attribute.getName(), attribute.getFriendlyName());
    }
}
