package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;

/** Writes RoleSessionName: the name that CloudTrail and the console's header show. */
public final class RoleSessionNameMapper extends NameMapper {

    /** The mapper's provider id. */
    public static final String ID = "aws-role-session-name-mapper";

    /** For Keycloak. */
    public RoleSessionNameMapper() {
        super(AwsAttributes.ROLE_SESSION_NAME, "RoleSessionName");
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getHelpText() {
        return "Adds the user's name as AWS's RoleSessionName, changed where AWS would not accept it.";
    }
}
