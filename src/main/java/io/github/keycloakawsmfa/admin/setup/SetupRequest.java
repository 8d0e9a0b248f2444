package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ClientModel;

/**
 * What an administrator asks set-up for; every value is checked before anything is changed. Empty means not specified:
 * an existing client keeps its own value, a new one gets the default.
 *
 * @param accounts AWS account ids with their role names
 * @param askedPreset which service provider at AWS the client stands for
 * @param at where assertions go
 * @param session who the user is at AWS, and what is said about them there
 * @param ofRealm what is asked for in the whole realm
 * @param adopt whether what somebody else made may be taken over
 */
public record SetupRequest(
        Scope scope,
        Optional<String> askedClientId,
        Optional<AwsPreset> askedPreset,
        Optional<AwsPartition> partition,
        Optional<String> provider,
        Map<String, List<String>> accounts,
        EndpointRequest at,
        Optional<Duration> maxAge,
        SessionRequest session,
        RealmRequest ofRealm,
        boolean adopt) {

    private static final Set<String> FIELDS = new LinkedHashSet<>(List.of(
            "scope",
            "preset",
            "clientId",
            "partition",
            "provider",
            "accounts",
            "endpoints",
            "relayState",
            "encryptionCertificate",
            "maxAge",
            "adopt"));

    static {
        FIELDS.addAll(SessionRequest.FIELDS);
        FIELDS.addAll(RealmRequest.FIELDS);
    }

    /**
     * @param body JSON; null or blank asks for the defaults
     * @throws BadCallException with a sentence that names the field
     */
    public static SetupRequest parse(String body) {
        StrictJson json = StrictJson.parse(body, FIELDS);
        Optional<AwsPartition> partition = json.text("partition").map(SetupValues::partition);
        Optional<String> provider = json.text("provider").map(SetupValues::provider);
        Map<String, List<String>> accounts = json.textsByKey("accounts");
        accounts.forEach((account, roles) -> SetupValues.checkRoles(
                account,
                roles,
                partition.orElse(AwsPartition.AWS),
                provider.orElse(AwsClientSettings.DEFAULT_PROVIDER)));
        Optional<AwsPreset> preset = json.text("preset").map(SetupValues::preset);
        Optional<String> clientId = json.text("clientId").map(SetupValues::clientId);
        SetupRequest request = new SetupRequest(
                json.text("scope").map(SetupValues::scope).orElse(Scope.CLIENT),
                clientId,
                preset,
                partition,
                provider,
                accounts,
                EndpointRequest.of(json),
                json.text("maxAge").map(SetupValues::maxAge),
                SessionRequest.of(json),
                RealmRequest.of(json),
                json.flag("adopt"));
        request.unfitFor(request.preset(null)).ifPresent(sentence -> {
            throw new BadCallException(sentence);
        });
        return request;
    }

    /** Asks to leave all values of a client as they are. */
    public static SetupRequest again(String clientId, Scope scope) {
        return new SetupRequest(
                scope,
                Optional.of(clientId),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                EndpointRequest.NOTHING,
                Optional.empty(),
                SessionRequest.NOTHING,
                RealmRequest.NOTHING,
                false);
    }

    /** AWS's own entity id in the partition: Keycloak writes a SAML client's id into the audience. */
    public String clientId() {
        return askedClientId.orElseGet(() -> partition.orElse(AwsPartition.AWS).audience());
    }

    /** What was asked for, else what the client already is, else what its id says. */
    AwsPreset preset(ClientModel client) {
        return askedPreset.orElseGet(
                () -> client == null ? AwsPreset.ofEntityId(clientId()) : AwsClientSettings.preset(client));
    }

    /** A sentence naming what was asked for but does not fit that service provider. */
    Optional<String> unfitFor(AwsPreset preset) {
        if (preset == AwsPreset.IAM) {
            return Optional.empty();
        }
        if (askedClientId.isEmpty()) {
            return Optional.of("\"clientId\" is missing: with IAM Identity Center it is the entity id (issuer URL)"
                    + " that Identity Center shows, https://…/platform/saml/d-….");
        }
        if (!accounts.isEmpty()) {
            return Optional.of("\"accounts\" does not go with IAM Identity Center: its permission sets give the"
                    + " roles. Leave it out.");
        }
        if (session.isForIamOnly()) {
            return Optional.of("\"sessionName\", \"sourceIdentity\" and \"transitiveTags\" do not go with IAM"
                    + " Identity Center, which names its sessions itself. Leave them out.");
        }
        return at.encryptionCertificate().isPresent()
                ? Optional.of("\"encryptionCertificate\" does not go with IAM Identity Center: it reads no encrypted"
                        + " assertion.")
                : Optional.empty();
    }

    /** Whether attributes of groups are asked for, which takes the right to manage groups. */
    public boolean isForGroups() {
        return !ofRealm.rollout().groups().isEmpty();
    }

    /** Names of client roles {@code ACCOUNT_ID/RoleName}. */
    List<String> roleNames() {
        return accounts.entrySet().stream()
                .flatMap(account -> account.getValue().stream().map(role -> account.getKey() + "/" + role))
                .distinct()
                .toList();
    }

    /** Whether IAM's calls are asked for. */
    public boolean switchesIamOn() {
        return ofRealm.iamApi().orElse(false);
    }

    /** Whether the page for administrators is asked for, on or off. */
    public boolean namesThePage() {
        return ofRealm.adminPage().isPresent();
    }

    /**
     * Whether nothing is asked for but what administrators get, and {@link #adopt}: then nothing is made for AWS. On
     * {@code master} that would often be wrong, and a door has to close whatever is in the way of the rest.
     */
    public boolean isForAdministratorsOnly() {
        return equals(parse("{" + ofRealm.forAdministrators() + "\"adopt\": " + adopt + "}"))
                && !ofRealm.forAdministrators().isEmpty();
    }

    /** For the admin event: what was asked for. There is no secret in it. */
    public Map<String, Object> representation() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("scope", scope.id());
        fields.put("clientId", clientId());
        askedPreset.ifPresent(value -> fields.put("preset", value.id()));
        partition.ifPresent(value -> fields.put("partition", value.id()));
        provider.ifPresent(value -> fields.put("provider", value));
        fields.put("accounts", accounts);
        at.describe(fields);
        maxAge.ifPresent(value -> fields.put("maxAge", value.toString()));
        session.describe(fields);
        ofRealm.describe(fields);
        fields.put("adopt", adopt);
        return fields;
    }
}
