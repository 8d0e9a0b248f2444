package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.saml.mappers.AttributeStatementHelper;
import org.keycloak.protocol.saml.mappers.NameIdMapperHelper;
import org.keycloak.protocol.saml.mappers.RoleListMapper;
import org.keycloak.protocol.saml.mappers.UserAttributeStatementMapper;
import org.keycloak.saml.common.constants.JBossSAMLURIConstants;

/** What a protocol mapper, ours or not, does to an assertion for AWS. */
public final class AwsMapper {
    private AwsMapper() {}

    /**
     * Whether it writes roles, under AWS's name or in Keycloak's list: only the gate writes those for AWS. A list under
     * another of AWS's names, such as a session tag's, does not concern the gate.
     */
    static boolean writesRoles(ProtocolMapperModel mapper) {
        boolean list = RoleListMapper.PROVIDER_ID.equals(mapper.getProtocolMapper());
        return writes(mapper, AwsAttributes.ROLE) || list && !AwsAttributes.isAwsName(attributeName(mapper));
    }

    /** Whether it writes this AWS attribute, ignoring case. */
    public static boolean writes(ProtocolMapperModel mapper, String attribute) {
        return attributeName(mapper).strip().equalsIgnoreCase(attribute);
    }

    /**
     * Whether it writes it as AWS reads it: case and blanks matter to AWS. The mapper that Keycloak makes on an import
     * of AWS's metadata names the attribute, but no user attribute as its source, and so writes nothing (26.4 to 26.7,
     * EntityDescriptorDescriptionConverter).
     */
    public static boolean writesAsAwsReadsIt(ProtocolMapperModel mapper, String attribute) {
        return attributeName(mapper).equals(attribute) && !isIdle(mapper);
    }

    private static boolean isIdle(ProtocolMapperModel mapper) {
        return UserAttributeStatementMapper.PROVIDER_ID.equals(mapper.getProtocolMapper())
                && ClientSetting.text(mapper.getConfig().get(ProtocolMapperUtils.USER_ATTRIBUTE))
                        .isBlank();
    }

    /** Whether it writes a session tag, which AWS accepts from anyone. */
    public static boolean writesTag(ProtocolMapperModel mapper) {
        String tag = AwsAttributes.PRINCIPAL_TAG_PREFIX;
        return attributeName(mapper).strip().regionMatches(true, 0, tag, 0, tag.length());
    }

    /** Whether it puts something other than the user's e-mail address into a NameID of that format. */
    public static boolean namesAnybodyByEmail(ProtocolMapperModel mapper) {
        return JBossSAMLURIConstants.NAMEID_FORMAT_EMAIL
                        .get()
                        .equals(mapper.getConfig().get(NameIdMapperHelper.MAPPER_NAMEID_FORMAT))
                && !"email".equals(mapper.getConfig().get(ProtocolMapperUtils.USER_ATTRIBUTE));
    }

    /** Whether the gate removes what it writes, because it passes for evidence. */
    public static boolean claimsEvidence(ProtocolMapperModel mapper) {
        return AwsAttributes.passesForEvidence(attributeName(mapper))
                || mapper.getConfig() != null
                        && AwsAttributes.passesForEvidence(
                                mapper.getConfig().get(AttributeStatementHelper.FRIENDLY_NAME));
    }

    private static String attributeName(ProtocolMapperModel mapper) {
        String name = mapper.getConfig() == null
                ? null
                : mapper.getConfig().get(AttributeStatementHelper.SAML_ATTRIBUTE_NAME);
        return ClientSetting.text(name);
    }
}
