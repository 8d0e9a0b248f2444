package io.github.keycloakawsmfa.aws;

import java.util.List;
import org.keycloak.dom.saml.v2.assertion.AttributeStatementType.ASTChoiceType;
import org.keycloak.dom.saml.v2.assertion.AttributeType;

/** Makes SAML attributes in the form that AWS documents. */
final class AwsAttribute {

    private static final String NAME_FORMAT_URI = "urn:oasis:names:tc:SAML:2.0:attrname-format:uri";

    private AwsAttribute() {}

    /** One attribute with many values: AWS does not read a second attribute of the same name. */
    static ASTChoiceType of(String name, String friendlyName, List<String> values) {
        AttributeType attribute = new AttributeType(name);
        attribute.setFriendlyName(friendlyName);
        attribute.setNameFormat(NAME_FORMAT_URI);
        values.forEach(attribute::addAttributeValue);
        return new ASTChoiceType(attribute);
    }
}
