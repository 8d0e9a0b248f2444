package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.NameMapper;
import io.github.keycloakawsmfa.aws.NameSource;
import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;

/**
 * What RoleSessionName and SourceIdentity are made of, if the call says so. {@link MapperSetup}, which comes before,
 * makes a missing RoleSessionName; a SourceIdentity exists only if it was asked for.
 */
record NameSourceSetup(RealmModel realm, SetupRequest request) implements SetupStep {

    private static final Kind WHAT = Kind.MAPPER;

    @Override
    public void plan(SetupPlan plan) {
        ClientModel client = realm.getClientByClientId(request.clientId());
        request.session()
                .sessionName()
                .filter(source -> client != null)
                .ifPresent(source -> new Named(client, AwsAttributes.ROLE_SESSION_NAME, NameMapper.ROLE_SESSION_NAME_ID)
                        .change(plan, source.text()));
        request.session().sourceIdentity().ifPresent(source -> {
            Named named = new Named(client, AwsAttributes.SOURCE_IDENTITY, NameMapper.SOURCE_IDENTITY_ID);
            if (source.isEmpty()) {
                named.remove(plan);
            } else if (named.isThere()) {
                named.change(plan, source);
            } else {
                make(plan, named, source);
            }
        });
    }

    private void make(SetupPlan plan, Named named, String source) {
        String name = named.name();
        if (MapperSetup.isNameTaken(realm, request.clientId(), name)) {
            plan.conflict(WHAT, name, "a mapper of the client has this name and writes something else: rename it");
        } else {
            Map<String, String> config = Map.of(NameSource.SETTING, source);
            plan.create(WHAT, name, "", () -> MapperSetup.add(realm, request.clientId(), name, named.id(), config));
        }
    }

    /**
     * One of the two attributes, and who writes it.
     *
     * @param client null before it exists
     * @param id of our mapper
     */
    private record Named(ClientModel client, String attribute, String id) {

        String name() {
            return attribute.substring(AwsAttributes.PREFIX.length());
        }

        boolean isThere() {
            return !own().isEmpty() || foreign().isPresent();
        }

        void change(SetupPlan plan, String source) {
            foreign().ifPresent(other -> inTheWay(plan, other));
            for (ProtocolMapperModel mapper : own()) {
                String present = ClientSetting.text(mapper.getConfig().get(NameSource.SETTING));
                String counts = NameSource.of(present).map(NameSource::text).orElse(present);
                if (!counts.equals(source)) {
                    plan.update(
                            Kind.MAPPER_SETTING,
                            mapper.getName(),
                            counts + " -> " + source,
                            () -> write(mapper, source));
                } else if (id.equals(NameMapper.SOURCE_IDENTITY_ID)) {
                    plan.keep(WHAT, mapper.getName(), source);
                }
            }
        }

        void remove(SetupPlan plan) {
            foreign().ifPresent(other -> inTheWay(plan, other));
            own().forEach(mapper ->
                    plan.update(WHAT, mapper.getName(), "removed", () -> client.removeProtocolMapper(mapper)));
        }

        private void inTheWay(SetupPlan plan, ProtocolMapperModel other) {
            plan.conflict(
                    WHAT, name(), "is written by " + other.getName() + ", which is not set-up's: remove it first");
        }

        private List<ProtocolMapperModel> own() {
            return client == null
                    ? List.of()
                    : client.getProtocolMappersStream()
                            .filter(mapper -> id.equals(mapper.getProtocolMapper()))
                            .toList();
        }

        /** Somebody else's mapper, or one of ours in a scope, which other clients may share. */
        private Optional<ProtocolMapperModel> foreign() {
            List<String> own = own().stream().map(ProtocolMapperModel::getId).toList();
            return client == null
                    ? Optional.empty()
                    : AwsClientDetector.writingMappers(client)
                            .filter(mapper -> id.equals(mapper.getProtocolMapper())
                                    || AwsMapper.writesAsAwsReadsIt(mapper, attribute))
                            .filter(mapper -> !own.contains(mapper.getId()))
                            .findFirst();
        }

        private void write(ProtocolMapperModel mapper, String source) {
            Map<String, String> config = new HashMap<>(mapper.getConfig());
            config.put(NameSource.SETTING, source);
            mapper.setConfig(config);
            client.updateProtocolMapper(mapper);
        }
    }
}
