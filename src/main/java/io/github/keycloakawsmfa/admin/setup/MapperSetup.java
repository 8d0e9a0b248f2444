package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.aws.NameMapper;
import io.github.keycloakawsmfa.aws.NameSource;
import io.github.keycloakawsmfa.aws.SessionDurationMapper;
import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.protocol.saml.mappers.RoleNameMapper;

/**
 * The client's protocol mappers: session name and duration are there, and only the gate writes roles. A scope that
 * brings Keycloak's role list, as {@code role_list} does by default, is removed from the client. IAM Identity Center
 * takes the session's name and duration from its permission sets.
 *
 * @param observes whether the gate only observes: until it enforces, roles leave as before, and nobody loses any
 */
record MapperSetup(boolean observes, RealmModel realm, SetupRequest request) implements SetupStep {
    private static final Kind WHAT = Kind.MAPPER;
    private static final String REMOVED = "removed: the gate writes the roles";

    @Override
    public void plan(SetupPlan plan) {
        ClientModel client = realm.getClientByClientId(request.clientId());
        List<ProtocolMapperModel> own =
                client == null ? List.of() : client.getProtocolMappersStream().toList();
        Map<Boolean, List<ClientScopeModel>> scopesByRoles = client == null
                ? Map.of(true, List.of(), false, List.of())
                : client.getClientScopes(true).values().stream()
                        .collect(Collectors.partitioningBy(MapperSetup::bringsRoles));
        own.stream()
                .filter(AwsMapper::writesRoles)
                .forEach(mapper ->
                        removeRoles(plan, WHAT, mapper.getName(), "", () -> client.removeProtocolMapper(mapper)));
        scopesByRoles.get(true).forEach(scope -> removeScope(plan, client, scope));
        own.stream()
                .filter(mapper -> RoleNameMapper.PROVIDER_ID.equals(mapper.getProtocolMapper()))
                .forEach(mapper -> plan.keep(
                        WHAT, mapper.getName(), "renames a role; the gate reads the role's own name: rename the role"));
        if (request.preset(client) == AwsPreset.IDENTITY_CENTER) {
            own.stream()
                    .filter(AwsMapper::namesAnybodyByEmail)
                    .forEach(mapper -> plan.keep(
                            WHAT,
                            mapper.getName(),
                            "decides the NameID: the gate refuses everybody for whom that is not their verified e-mail"
                                    + " address"));
            return;
        }
        // What is removed no longer writes anything, whatever else it wrote.
        List<ProtocolMapperModel> left = Stream.concat(
                        own.stream().filter(mapper -> !AwsMapper.writesRoles(mapper)),
                        scopesByRoles.entrySet().stream()
                                .filter(scopes -> !scopes.getKey() || observes)
                                .flatMap(scopes -> scopes.getValue().stream())
                                .flatMap(ClientScopeModel::getProtocolMappersStream))
                .toList();
        ensure(
                plan,
                left,
                AwsAttributes.ROLE_SESSION_NAME,
                NameMapper.ROLE_SESSION_NAME_ID,
                request.session()
                        .sessionName()
                        .map(source -> Map.of(NameSource.SETTING, source.text()))
                        .orElse(Map.of()));
        // AWS's own default; more than a role's maximum is an error that lets nobody in.
        ensure(
                plan,
                left,
                AwsAttributes.SESSION_DURATION,
                SessionDurationMapper.ID,
                Map.of(SessionDurationMapper.SECONDS, "3600"));
    }

    /** @param besides what else goes with it and writes no roles; empty for nothing */
    private void removeRoles(SetupPlan plan, Kind what, String name, String besides, Runnable action) {
        if (observes) {
            plan.keep(
                    what,
                    name,
                    "writes roles, and stays as long as the gate only observes: set-up removes it once the gate enforces");
        } else if (besides.isEmpty()) {
            plan.update(what, name, REMOVED, action);
        } else {
            plan.adopt(what, name, REMOVED + ". What else it brings goes with it: " + besides, action);
        }
    }

    private void removeScope(SetupPlan plan, ClientModel client, ClientScopeModel scope) {
        String besides = scope.getProtocolMappersStream()
                .filter(mapper -> !AwsMapper.writesRoles(mapper))
                .map(ProtocolMapperModel::getName)
                .sorted()
                .collect(Collectors.joining(", "));
        removeRoles(plan, Kind.CLIENT_SCOPE, scope.getName(), besides, () -> client.removeClientScope(scope));
    }

    static boolean bringsRoles(ClientScopeModel scope) {
        return scope.getProtocolMappersStream().anyMatch(AwsMapper::writesRoles);
    }

    private void ensure(
            SetupPlan plan, List<ProtocolMapperModel> left, String attribute, String id, Map<String, String> config) {
        String name = attribute.substring(AwsAttributes.PREFIX.length());
        Optional<ProtocolMapperModel> present = left.stream()
                .filter(mapper ->
                        id.equals(mapper.getProtocolMapper()) || AwsMapper.writesAsAwsReadsIt(mapper, attribute))
                .findFirst();
        if (present.isPresent()) {
            ProtocolMapperModel mapper = present.get();
            plan.keep(WHAT, name, id.equals(mapper.getProtocolMapper()) ? "" : "written by " + mapper.getName());
        } else if (isNameTaken(realm, request.clientId(), name)) {
            plan.conflict(WHAT, name, "a mapper of the client has this name and writes something else: rename it");
        } else {
            plan.create(WHAT, name, "", () -> add(realm, request.clientId(), name, id, config));
        }
    }

    /** Keycloak refuses a second mapper with the same name (26.4 to 26.7, ClientAdapter.addProtocolMapper). */
    static boolean isNameTaken(RealmModel realm, String clientId, String name) {
        ClientModel client = realm.getClientByClientId(clientId);
        return client != null && client.getProtocolMapperByName(SamlProtocol.LOGIN_PROTOCOL, name) != null;
    }

    static void add(RealmModel realm, String clientId, String name, String id, Map<String, String> config) {
        ClientModel client = realm.getClientByClientId(clientId);
        ProtocolMapperModel mapper = new ProtocolMapperModel();
        mapper.setId(SetupStep.idOf(taken -> client.getProtocolMapperById(taken) != null, client.getId(), name));
        mapper.setName(name);
        mapper.setProtocol(SamlProtocol.LOGIN_PROTOCOL);
        mapper.setProtocolMapper(id);
        mapper.setConfig(config);
        client.addProtocolMapper(mapper);
    }
}
