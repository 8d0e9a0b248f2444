package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.RolePair;
import io.github.keycloakawsmfa.internals.KeycloakTables;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.saml.mappers.GroupMembershipMapper;
import org.keycloak.protocol.saml.mappers.HardcodedAttributeMapper;
import org.keycloak.protocol.saml.mappers.HardcodedRole;
import org.keycloak.protocol.saml.mappers.RoleListMapper;
import org.keycloak.protocol.saml.mappers.RoleNameMapper;
import org.keycloak.protocol.saml.mappers.UserAttributeStatementMapper;

/**
 * Where a client's AWS roles come from besides the client's own roles, which are all that the gate writes: Keycloak's
 * or anybody's mappers, from attributes, from roles of others, under another name.
 */
record RoleSources(RealmModel realm, ClientModel client, AttributeHolders holders) {

    private static final int MOST_NAMED = 20;

    /**
     * @param mapper its name
     * @param writes what it gives AWS, and to whom
     * @param toKeep how users keep it
     */
    record RoleSource(String mapper, String writes, String toKeep) {}

    /** Only what AWS reads: it never got what has another name or is not a role ARN with a provider ARN. */
    List<RoleSource> all() {
        List<ProtocolMapperModel> mappers =
                AwsClientDetector.writingMappers(client).toList();
        boolean rolesAreListed = mappers.stream().anyMatch(RoleSources::isListForAws);
        return mappers.stream()
                .flatMap(mapper -> rolesAreListed || !isOfRoleList(mapper) ? of(mapper) : Stream.empty())
                .toList();
    }

    static boolean isListForAws(ProtocolMapperModel mapper) {
        return RoleListMapper.PROVIDER_ID.equals(mapper.getProtocolMapper())
                && AwsMapper.writesAsAwsReadsIt(mapper, AwsAttributes.ROLE);
    }

    private static boolean isOfRoleList(ProtocolMapperModel mapper) {
        return List.of(HardcodedRole.PROVIDER_ID, RoleNameMapper.PROVIDER_ID).contains(mapper.getProtocolMapper());
    }

    private Stream<RoleSource> of(ProtocolMapperModel mapper) {
        String id = String.valueOf(mapper.getProtocolMapper());
        if (id.equals(HardcodedRole.PROVIDER_ID)) {
            return everybodys(mapper, setting(mapper, HardcodedRole.ROLE_ATTRIBUTE));
        }
        if (id.equals(RoleNameMapper.PROVIDER_ID)) {
            return renamed(mapper);
        }
        if (!AwsMapper.writesAsAwsReadsIt(mapper, AwsAttributes.ROLE)) {
            return Stream.empty();
        }
        return switch (id) {
            case RoleListMapper.PROVIDER_ID -> ofOthers(mapper);
            case HardcodedAttributeMapper.PROVIDER_ID ->
                everybodys(mapper, setting(mapper, HardcodedAttributeMapper.ATTRIBUTE_VALUE));
            case UserAttributeStatementMapper.PROVIDER_ID -> ofAttribute(mapper);
            default ->
                Stream.of(new RoleSource(
                        mapper.getName(),
                        (id.equals(GroupMembershipMapper.PROVIDER_ID)
                                        ? "the names of the user's groups"
                                        : "what " + id + " makes of each user")
                                + ", which nobody can count",
                        "make client roles of those names and give them to those who get them now"));
        };
    }

    private Stream<RoleSource> everybodys(ProtocolMapperModel mapper, String role) {
        return isPair(role)
                ? Stream.of(new RoleSource(
                        mapper.getName(),
                        role + " (everybody)",
                        "make a client role of this name and give it to those who should have it"))
                : Stream.empty();
    }

    private Stream<RoleSource> renamed(ProtocolMapperModel mapper) {
        String role = setting(mapper, RoleNameMapper.ROLE_CONFIG);
        String name = setting(mapper, RoleNameMapper.NEW_ROLE_NAME);
        String own = client.getClientId() + ".";
        boolean hasTheName = role.startsWith(own) && isSameRole(role.substring(own.length()), name);
        return isPair(name) && !hasTheName
                ? Stream.of(new RoleSource(
                        mapper.getName(),
                        name + " (those who have the role " + role + ")",
                        role.startsWith(own)
                                ? "rename the role itself to that"
                                : "make a client role of that name and add it to " + role
                                        + ", which becomes a composite"))
                : Stream.empty();
    }

    private Stream<RoleSource> ofOthers(ProtocolMapperModel mapper) {
        Stream<String> inScope = client.isFullScopeAllowed()
                ? namesWithComma()
                // Composites are resolved, including those of the client's own roles (26.7.3, TokenManager.getAccess).
                : RoleUtils.expandCompositeRolesStream(Stream.of(
                                        client.getRolesStream(),
                                        client.getScopeMappingsStream(),
                                        client.getClientScopes(true).values().stream()
                                                .flatMap(ClientScopeModel::getScopeMappingsStream))
                                .flatMap(roles -> roles))
                        .filter(role -> !client.getId().equals(role.getContainerId()))
                        .map(RoleModel::getName);
        List<String> roles =
                inScope.filter(RoleSources::isPair).distinct().sorted().toList();
        return roles.isEmpty()
                ? Stream.empty()
                : Stream.of(new RoleSource(
                        mapper.getName(),
                        roles.size() + " of the realm's or other clients' roles: " + listed(roles),
                        "make a client role of the same name for each and add it to the old one, which becomes a"
                                + " composite"));
    }

    /** Names of the realm's and other clients' roles that may be pairs: loading all roles takes a statement for each. */
    private Stream<String> namesWithComma() {
        return KeycloakTables.roleNamesWithComma(holders.session(), realm, client).stream();
    }

    private Stream<RoleSource> ofAttribute(ProtocolMapperModel mapper) {
        String attribute = setting(mapper, ProtocolMapperUtils.USER_ATTRIBUTE);
        List<String> values = holders.of(attribute).entrySet().stream()
                .filter(entry -> isPair(entry.getKey()))
                .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                .toList();
        return values.isEmpty()
                ? Stream.empty()
                : Stream.of(new RoleSource(
                        mapper.getName(),
                        values.size() + " from the attribute " + attribute + ": " + listed(values),
                        "make client roles of these names and give them to those users and groups"));
    }

    private static String listed(List<String> values) {
        return values.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
                + (values.size() > MOST_NAMED ? "; and " + (values.size() - MOST_NAMED) + " more" : "");
    }

    private static boolean isSameRole(String name, String other) {
        return Arrays.stream(AwsPartition.values())
                .anyMatch(partition -> RolePair.parse(name, partition, AwsClientSettings.DEFAULT_PROVIDER)
                        .flatMap(pair -> RolePair.parse(other, partition, AwsClientSettings.DEFAULT_PROVIDER)
                                .filter(pair::equals))
                        .isPresent());
    }

    /** Of any partition, because AWS reads it without asking Keycloak. */
    private static boolean isPair(String name) {
        return name.contains(",") && isSameRole(name, name);
    }

    private static String setting(ProtocolMapperModel mapper, String name) {
        return ClientSetting.text(mapper.getConfig().get(name));
    }
}
