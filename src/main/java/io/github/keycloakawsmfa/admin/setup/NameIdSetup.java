package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.aws.PersistentNameIdMapper;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.SamlClient;
import org.keycloak.protocol.saml.mappers.NameIdMapperHelper;

/**
 * The client's persistent NameID is computed and not stored with the user, so that it works for every user store.
 * Somebody else's mapper of that format stays in use.
 */
public record NameIdSetup(RealmModel realm, SetupRequest request) implements SetupStep {

    private static final Kind WHAT = Kind.MAPPER;

    /** As set-up names the mapper. */
    public static final String NAME = "NameID";

    @Override
    public void plan(SetupPlan plan) {
        ClientModel client = realm.getClientByClientId(request.clientId());
        if (request.preset(client) == AwsPreset.IDENTITY_CENTER || !mayBePersistent(client)) {
            return;
        }
        Optional<ProtocolMapperModel> present = present(client);
        if (present.isPresent()) {
            plan.keep(
                    WHAT,
                    NAME,
                    PersistentNameIdMapper.ID.equals(present.get().getProtocolMapper())
                            ? ""
                            : "given by " + present.get().getName());
        } else if (MapperSetup.isNameTaken(realm, request.clientId(), NAME)) {
            plan.conflict(WHAT, NAME, "a mapper of the client has this name and gives something else: rename it");
        } else {
            plan.create(
                    WHAT,
                    NAME,
                    "",
                    () -> MapperSetup.add(
                            realm,
                            request.clientId(),
                            NAME,
                            PersistentNameIdMapper.ID,
                            Map.of(PersistentNameIdMapper.FORMAT_SETTING, PersistentNameIdMapper.FORMAT)));
        }
    }

    /** A request may ask for any format, unless the client's is forced (26.4 to 26.7, SamlService, SamlProtocol). */
    private static boolean mayBePersistent(ClientModel client) {
        if (client == null) {
            return true;
        }
        SamlClient settings = new SamlClient(client);
        return !settings.forceNameIDFormat() || PersistentNameIdMapper.FORMAT.equals(settings.getNameIDFormat());
    }

    /**
     * Optional scopes bring no mapper to a SAML sign-in, because no request can ask for them; a scope that writes roles
     * is removed from the client ({@link MapperSetup}).
     */
    private static Optional<ProtocolMapperModel> present(ClientModel client) {
        return client == null
                ? Optional.empty()
                : Stream.concat(
                                client.getProtocolMappersStream(),
                                client.getClientScopes(true).values().stream()
                                        .filter(scope -> !MapperSetup.bringsRoles(scope))
                                        .flatMap(ClientScopeModel::getProtocolMappersStream))
                        .filter(mapper -> PersistentNameIdMapper.FORMAT.equals(
                                mapper.getConfig().get(NameIdMapperHelper.MAPPER_NAMEID_FORMAT)))
                        .findFirst();
    }
}
