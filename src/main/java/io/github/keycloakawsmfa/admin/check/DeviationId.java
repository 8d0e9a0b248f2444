package io.github.keycloakawsmfa.admin.check;

import static java.util.Map.entry;

import io.github.keycloakawsmfa.admin.setup.ClientSetting;
import io.github.keycloakawsmfa.admin.setup.ClientSettings;
import io.github.keycloakawsmfa.admin.setup.NameIdSetup;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Change;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.MaxAge;
import io.github.keycloakawsmfa.aws.ResponseSettings;
import io.github.keycloakawsmfa.aws.SessionTags;
import io.github.keycloakawsmfa.enroll.VirtualMfaDevicesAction;
import java.util.Map;
import org.keycloak.protocol.saml.SamlConfigAttributes;
import org.keycloak.protocol.saml.SamlProtocol;

/** What it means that set-up would change something. A setting not named here is a {@code client-setting}. */
final class DeviationId {

    private static final Map<String, FindingId> SETTINGS = Map.ofEntries(
            entry(ClientSettings.FULL_SCOPE, FindingId.FULL_SCOPE),
            entry(ClientSettings.STANDARD_FLOW, FindingId.SIGN_IN_STOPPED),
            entry(ClientSettings.BEARER_ONLY, FindingId.SIGN_IN_STOPPED),
            entry(SamlConfigAttributes.SAML_AUTHNSTATEMENT, FindingId.SIGN_IN_STOPPED),
            entry(SamlConfigAttributes.SAML_ENCRYPT, FindingId.SIGN_IN_STOPPED),
            entry(SamlConfigAttributes.SAML_ARTIFACT_BINDING, FindingId.SIGN_IN_STOPPED),
            entry(SamlProtocol.SAML_IDP_INITIATED_SSO_URL_NAME, FindingId.SIGN_IN_STOPPED),
            entry(SamlProtocol.SAML_ASSERTION_CONSUMER_URL_POST_ATTRIBUTE, FindingId.SIGN_IN_STOPPED),
            entry(SamlConfigAttributes.SAML_CANONICALIZATION_METHOD_ATTRIBUTE, FindingId.SIGN_IN_STOPPED),
            entry(SamlConfigAttributes.SAML_SERVER_SIGNATURE, FindingId.SIGNING_OFF),
            entry(SamlConfigAttributes.SAML_ASSERTION_SIGNATURE, FindingId.SIGNING_OFF),
            entry(SamlConfigAttributes.SAML_SIGNATURE_ALGORITHM, FindingId.SIGNING_WEAK),
            entry(SamlConfigAttributes.SAML_ALLOW_ECP_FLOW, FindingId.ECP_ON),
            entry(SamlConfigAttributes.SAML_ASSERTION_LIFESPAN, FindingId.ASSERTION_LIFESPAN),
            entry(MaxAge.ATTRIBUTE, FindingId.CLIENT_VALUE_UNREADABLE),
            entry(SessionTags.MFA, FindingId.CLIENT_VALUE_UNREADABLE),
            entry(SessionTags.USERS, FindingId.CLIENT_VALUE_UNREADABLE),
            entry(SessionTags.TRANSITIVE, FindingId.CLIENT_VALUE_UNREADABLE),
            entry(AwsClientSettings.PARTITION, FindingId.CLIENT_VALUE_UNREADABLE),
            entry(AwsClientSettings.PROVIDER, FindingId.CLIENT_VALUE_UNREADABLE));

    private static final Map<FindingId, String> SENTENCES = Map.ofEntries(
            entry(
                    FindingId.REQUIRED_ACTION_MISSING,
                    "The required action is not registered: nobody can assign a first device."),
            entry(FindingId.REQUIRED_ACTION_DISABLED, "The required action is off: nobody can assign a first device."),
            entry(FindingId.DEVICES_ACTION_OFF, "The required action is missing or off: users cannot manage devices."),
            entry(
                    FindingId.USER_ACTION_LIFESPAN,
                    "The wizard's page dies, with what was typed, before a user has fetched a phone."),
            entry(
                    FindingId.FLOW_OVERRIDE_MISSING,
                    "The client's browser flow asks for no code: only the required action does, and without the JAR"
                            + " nothing stops the sign-in."),
            entry(FindingId.FLOW_WITHOUT_CODE, "The client's browser flow, not set-up's own, can end without a code."),
            entry(FindingId.SIGN_IN_STOPPED, "With this setting nobody can sign in to AWS."),
            entry(FindingId.SIGNING_OFF, "AWS takes signed assertions only."),
            entry(FindingId.URL_NAME_TAKEN, "The address at which users sign in belongs to two clients."),
            entry(FindingId.SESSION_NAME_MAPPER_MISSING, "AWS refuses an assertion without RoleSessionName."),
            entry(
                    FindingId.NAME_ID_MAPPER_MISSING,
                    "Keycloak stores the NameID at the user: for users of a store that it cannot write, the sign-in ends"
                            + " in an internal error."),
            entry(FindingId.SESSION_DURATION_MAPPER_MISSING, "AWS decides how long a console session lasts."),
            entry(FindingId.SIGNING_WEAK, "Responses are not signed with RSA-SHA256 or better."),
            entry(FindingId.REDIRECT_WILDCARD, "A wildcard in redirect URIs may send responses elsewhere."),
            entry(FindingId.ECP_ON, "ECP asks for a password without a browser; only the gate refuses its responses."),
            entry(FindingId.FULL_SCOPE, "Full scope is allowed: the client sees the users' roles of all clients."),
            entry(FindingId.ROLE_LIST_SCOPE, "A client scope brings Keycloak's role list, which AWS cannot read."),
            entry(FindingId.FOREIGN_ROLE_MAPPER, "A mapper writes roles, which the gate removes: it writes its own."),
            entry(
                    FindingId.ASSERTION_LIFESPAN,
                    "AWS takes an assertion for 300 seconds at most, and below 30 it may end on its way."),
            entry(FindingId.CLIENT_SETTING, "This setting is not as set-up left it."));

    private static final String NO_TAG = "Part of this value cannot be read, so a session tag is missing.";

    private static final Map<String, String> UNREADABLE = Map.of(
            MaxAge.ATTRIBUTE,
            "No evidence is as fresh as this value asks for, or it cannot be read, so nobody gets in: it is an ISO 8601"
                    + " duration of " + MaxAge.SHORTEST + " or more.",
            AwsClientSettings.PARTITION,
            "This value names no AWS partition, so the users have no AWS roles, and nobody gets in.",
            AwsClientSettings.PROVIDER,
            "This value is not the name of a SAML provider, so roles named ACCOUNT_ID/RoleName count as none, and their users"
                    + " do not get in.");

    private DeviationId() {}

    static FindingId of(Change change) {
        return switch (change.what()) {
            case REALM_SETTING -> FindingId.USER_ACTION_LIFESPAN;
            case REQUIRED_ACTION -> action(change);
            case MAPPER -> mapper(change);
            case CLIENT_SCOPE -> FindingId.ROLE_LIST_SCOPE;
            case PROVIDER,
                    KEY,
                    AWS_ROLES,
                    AWS_ATTRIBUTE,
                    CLIENT,
                    CLIENT_SETTING,
                    MAPPER_SETTING,
                    ROLE,
                    ROLLOUT,
                    FLOW,
                    FLOW_BINDING,
                    OTHER_AWS_CLIENT -> setting(change);
        };
    }

    /** @return one or more complete sentences */
    static String sentence(FindingId id, String setting) {
        return id == FindingId.CLIENT_VALUE_UNREADABLE ? UNREADABLE.getOrDefault(setting, NO_TAG) : SENTENCES.get(id);
    }

    private static FindingId action(Change change) {
        if (change.name().equals(VirtualMfaDevicesAction.ID)) {
            return FindingId.DEVICES_ACTION_OFF;
        }
        return change.action() == Change.Action.CREATE
                ? FindingId.REQUIRED_ACTION_MISSING
                : FindingId.REQUIRED_ACTION_DISABLED;
    }

    private static FindingId mapper(Change change) {
        if (change.action() == Change.Action.UPDATE) {
            return FindingId.FOREIGN_ROLE_MAPPER;
        }
        return switch (change.name()) {
            case "RoleSessionName" -> FindingId.SESSION_NAME_MAPPER_MISSING;
            case NameIdSetup.NAME -> FindingId.NAME_ID_MAPPER_MISSING;
            default -> FindingId.SESSION_DURATION_MAPPER_MISSING;
        };
    }

    private static FindingId setting(Change change) {
        if (change.action() == Change.Action.CONFLICT) {
            return change.name().equals(SamlProtocol.SAML_IDP_INITIATED_SSO_URL_NAME)
                    ? FindingId.URL_NAME_TAKEN
                    : FindingId.SIGN_IN_STOPPED;
        }
        String present = change.detail().split(" -> ", 2)[0];
        if (change.name().equals(ClientSettings.REDIRECT_URIS) && present.contains("*")) {
            return FindingId.REDIRECT_WILDCARD;
        }
        FindingId id = SETTINGS.getOrDefault(change.name(), FindingId.CLIENT_SETTING);
        // A missing value has its default, which set-up may write without guessing.
        boolean byDefault = present.equals(ClientSetting.NONE)
                && (id == FindingId.CLIENT_VALUE_UNREADABLE
                        || change.name().equals(SamlConfigAttributes.SAML_CANONICALIZATION_METHOD_ATTRIBUTE));
        if (byDefault) {
            return FindingId.CLIENT_SETTING;
        }
        return stopsSignIn(change.name(), present, change.detail()) ? FindingId.SIGN_IN_STOPPED : id;
    }

    /** Whether this value lets nobody in, while other wrong values are only second best. */
    private static boolean stopsSignIn(String name, String present, String detail) {
        if (name.equals(SamlConfigAttributes.SAML_SIGNATURE_ALGORITHM)) {
            return !present.equals(ClientSetting.NONE) && !ResponseSettings.canSign(present);
        }
        // Identity Center knows its users by e-mail, and the gate refuses another NameID.
        return name.equals(SamlConfigAttributes.SAML_NAME_ID_FORMAT_ATTRIBUTE) && detail.endsWith("-> email");
    }
}
