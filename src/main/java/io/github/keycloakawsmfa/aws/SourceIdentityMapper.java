package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;

/**
 * Writes SourceIdentity: who it was, kept by AWS whatever roles are assumed from the first one. Each role's trust
 * policy has to allow {@code sts:SetSourceIdentity}.
 */
public final class SourceIdentityMapper extends NameMapper {

    /** The mapper's provider id. */
    public static final String ID = "aws-source-identity-mapper";

    /** For Keycloak. */
    public SourceIdentityMapper() {
        super(AwsAttributes.SOURCE_IDENTITY, "SourceIdentity");
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Adds the user's name as AWS's SourceIdentity. Trust policies have to allow sts:SetSourceIdentity.";
    }
}
