package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.setup.AwsMapper;
import io.github.keycloakawsmfa.admin.setup.ClientSetting;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.NameMapper;
import io.github.keycloakawsmfa.aws.NameSource;
import io.github.keycloakawsmfa.aws.SessionDurationMapper;
import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.aws.model.RoleSessionName;
import io.github.keycloakawsmfa.aws.model.SessionDuration;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.saml.mappers.HardcodedAttributeMapper;
import org.keycloak.protocol.saml.mappers.RoleNameMapper;
import org.keycloak.protocol.saml.mappers.UserAttributeNameIdMapper;

/** The mappers of AWS's clients: how long a console session lasts, what names are made of, and role names that the gate ignores. */
record MapperCheck(boolean observes, RealmModel realm, AwsClients clients) implements Check {

    @Override
    public boolean isOvertakenBy(Set<Kind> kinds) {
        return kinds.contains(Kind.MAPPER) || kinds.contains(Kind.MAPPER_SETTING);
    }

    @Override
    public List<Finding> run() {
        return clients.setUp().stream()
                .flatMap(client -> AwsClientDetector.writingMappers(client).flatMap(mapper -> look(client, mapper)))
                .toList();
    }

    private Stream<Finding> look(ClientModel client, ProtocolMapperModel mapper) {
        String where = "client " + client.getClientId() + ", mapper " + mapper.getName();
        return switch (String.valueOf(mapper.getProtocolMapper())) {
            case RoleNameMapper.PROVIDER_ID ->
                Stream.of(Finding.of(
                        FindingId.ROLE_NAME_MAPPER,
                        where,
                        "It renames a role, but the gate reads the role's own name.",
                        "Rename the role itself, then remove the mapper."));
            case NameMapper.ROLE_SESSION_NAME_ID, NameMapper.SOURCE_IDENTITY_ID ->
                NameSource.of(mapper.getConfig().get(NameSource.SETTING)).isPresent()
                        ? Stream.empty()
                        : Stream.of(Finding.of(
                                FindingId.SESSION_NAME_UNREADABLE,
                                where,
                                "Its source is neither username, email nor attribute:NAME, so the username is taken.",
                                "Write one of them into the mapper."));
            case SessionDurationMapper.ID ->
                duration(
                        FindingId.SESSION_DURATION_UNREADABLE,
                        where,
                        ClientSetting.text(mapper.getConfig().get(SessionDurationMapper.SECONDS)),
                        true);
            case UserAttributeNameIdMapper.PROVIDER_ID ->
                Stream.concat(nameId(where, mapper), foreignNameId(client, where, mapper));
            default ->
                Stream.of(
                                foreignDuration(where, mapper),
                                foreignName(where, mapper),
                                foreignRoles(where, mapper),
                                foreignEvidence(where, mapper),
                                foreignNameId(client, where, mapper))
                        .flatMap(findings -> findings);
        };
    }

    private Stream<Finding> foreignDuration(String where, ProtocolMapperModel mapper) {
        return HardcodedAttributeMapper.PROVIDER_ID.equals(mapper.getProtocolMapper())
                        && AwsMapper.writes(mapper, AwsAttributes.SESSION_DURATION)
                ? duration(
                        FindingId.SESSION_DURATION_REFUSED,
                        where,
                        ClientSetting.text(mapper.getConfig().get(HardcodedAttributeMapper.ATTRIBUTE_VALUE)),
                        false)
                : Stream.empty();
    }

    /** Keycloak picks it by its NameID format alone, and users have no value of an attribute without a name. */
    private static Stream<Finding> nameId(String where, ProtocolMapperModel mapper) {
        return ClientSetting.text(mapper.getConfig().get(ProtocolMapperUtils.USER_ATTRIBUTE))
                        .isBlank()
                ? Stream.of(Finding.of(
                        FindingId.NAME_ID_MISSING,
                        where,
                        "It names no user attribute for the NameID, so nobody gets in with its NameID format.",
                        "Name the attribute in the mapper, or remove it."))
                : Stream.empty();
    }

    private static Stream<Finding> foreignName(String where, ProtocolMapperModel mapper) {
        boolean writes = AwsMapper.writesAsAwsReadsIt(mapper, AwsAttributes.ROLE_SESSION_NAME)
                || AwsMapper.writesAsAwsReadsIt(mapper, AwsAttributes.SOURCE_IDENTITY);
        String always = HardcodedAttributeMapper.PROVIDER_ID.equals(mapper.getProtocolMapper())
                ? ClientSetting.text(mapper.getConfig().get(HardcodedAttributeMapper.ATTRIBUTE_VALUE))
                : "any";
        if (writes && !RoleSessionName.isTaken(always)) {
            return Stream.of(Finding.of(
                    FindingId.SESSION_NAME_REFUSED,
                    where,
                    "It writes a name at AWS (RoleSessionName, SourceIdentity) that AWS refuses, so nobody gets in: AWS"
                            + " takes 2 to 64 letters, digits or any of _+=,.@-.",
                    "Remove it and run set-up again: the plugin's own mapper takes username, e-mail or attribute."));
        }
        return writes
                ? Stream.of(Finding.of(
                        FindingId.SESSION_NAME_FOREIGN,
                        where,
                        "It writes a name at AWS (RoleSessionName, SourceIdentity) unchanged: AWS refuses blanks, umlauts and other characters, and"
                                + " two users may share a name.",
                        "Remove it and run set-up again: the plugin's own mapper takes username, e-mail or attribute."))
                : Stream.empty();
    }

    /** If the gate enforces, set-up's own plan finds it. */
    private Stream<Finding> foreignRoles(String where, ProtocolMapperModel mapper) {
        return observes && AwsMapper.writesAsAwsReadsIt(mapper, AwsAttributes.ROLE)
                ? Stream.of(Finding.of(
                        FindingId.FOREIGN_ROLE_MAPPER,
                        where,
                        "It writes roles, which leave as long as the gate only observes. Afterwards users get the roles of"
                                + " the client that they have, and no others.",
                        "Give users the client roles that they need, and run set-up again when the gate enforces."))
                : Stream.empty();
    }

    private static Stream<Finding> foreignEvidence(String where, ProtocolMapperModel mapper) {
        return AwsMapper.claimsEvidence(mapper)
                ? Stream.of(Finding.of(
                        FindingId.EVIDENCE_FOREIGN,
                        where,
                        "It writes what passes for evidence of MFA, and the gate takes it out of every response.",
                        "Remove it: the gate writes the evidence, and the tags whose names begin with mfa."))
                : Stream.empty();
    }

    private static Stream<Finding> foreignNameId(ClientModel client, String where, ProtocolMapperModel mapper) {
        return AwsClientSettings.preset(client) == AwsPreset.IDENTITY_CENTER && AwsMapper.namesAnybodyByEmail(mapper)
                ? Stream.of(Finding.of(
                        FindingId.NAME_ID_FOREIGN,
                        where,
                        "It decides by which name Identity Center knows the user, and the gate refuses everybody for whom"
                                + " that is not their verified e-mail address.",
                        "Remove it: without it the NameID is the e-mail address."))
                : Stream.empty();
    }

    /**
     * @param refused the finding if AWS does not take it: our own mapper then writes another value, or none
     * @param ours whether our own mapper writes it, which strips blanks
     */
    private Stream<Finding> duration(FindingId refused, String where, String text, boolean ours) {
        Duration duration = SessionDuration.seconds(text)
                .filter(seconds -> ours || text.equals(text.strip()))
                .orElse(Duration.ZERO);
        // The gate lowers one longer than the session at Keycloak to that.
        boolean lowered = duration.toSeconds() > realm.getSsoSessionMaxLifespan();
        if (!SessionDuration.isTaken(duration) && (ours || !lowered)) {
            return Stream.of(Finding.of(
                    refused,
                    where,
                    "AWS takes " + SessionDuration.MIN.toSeconds() + " to " + SessionDuration.MAX.toSeconds()
                            + " seconds, and this mapper has " + (text.isBlank() ? "none" : "\"" + text + "\"") + ".",
                    "Write a number in that range into the mapper, no more than the roles at AWS allow."));
        }
        int most = realm.getSsoSessionMaxLifespan();
        return duration.toSeconds() > most
                ? Stream.of(Finding.of(
                        FindingId.SESSION_DURATION_CAPPED,
                        where,
                        "It asks for " + duration.toSeconds() + " seconds, but the assertion's SessionNotOnOrAfter ends"
                                + " console sessions after " + most + ".",
                        "Raise SSO Session Max (Realm settings, Sessions), or lower the mapper's value."))
                : Stream.empty();
    }
}
