package io.github.keycloakawsmfa.admin.trust;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.setup.AwsMapper;
import io.github.keycloakawsmfa.admin.setup.AwsUrls;
import io.github.keycloakawsmfa.admin.setup.ClientSetting;
import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.AwsRoles;
import io.github.keycloakawsmfa.aws.NameMapper;
import io.github.keycloakawsmfa.aws.SessionDurationMapper;
import io.github.keycloakawsmfa.aws.SessionTags;
import io.github.keycloakawsmfa.aws.model.AwsAccount;
import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.aws.model.RolePair;
import io.github.keycloakawsmfa.aws.model.SessionDuration;
import io.github.keycloakawsmfa.aws.model.SessionTag.MfaTag;
import io.github.keycloakawsmfa.aws.model.TrustPolicy;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.protocol.saml.mappers.HardcodedAttributeMapper;

/** What one client's assertions need at AWS, by account: its roles are the client's roles, no matter who has them. */
record AwsAccounts(ClientModel client) {

    /**
     * @param clientId null for the one meant if none is named
     * @param account null if none is named
     * @throws BadCallException with a sentence that says which there are
     */
    static AwsAccounts of(KeycloakSession session, RealmModel realm, String clientId, String account) {
        List<ClientModel> clients = AwsClients.setUpIn(session, realm);
        List<ClientModel> meant = clientId == null
                ? MeantClient.among(clients, account)
                : clients.stream()
                        .filter(client -> client.getClientId().equals(clientId))
                        .toList();
        if (meant.size() != 1) {
            String known =
                    clients.stream().map(ClientModel::getClientId).sorted().collect(Collectors.joining(", "));
            boolean noneForIam =
                    clients.stream().allMatch(client -> AwsClientSettings.preset(client) == AwsPreset.IDENTITY_CENTER);
            throw new BadCallException(
                    noneForIam
                            ? "Set-up has made no client for IAM in this realm: POST aws-mfa/setup first."
                            : "Say in \"clientId\" which client is meant. Set-up knows " + known + ".");
        }
        ClientModel client = meant.get(0);
        if (AwsClientSettings.preset(client) == AwsPreset.IDENTITY_CENTER) {
            throw new BadCallException("IAM Identity Center has no trust policies: permission sets give its roles, and"
                    + " may test aws:PrincipalTag/mfa. It takes the metadata as it is.");
        }
        return new AwsAccounts(client);
    }

    /**
     * @param id null for the only one
     * @throws BadCallException with a sentence that says which there are
     */
    AwsAccount account(String id, String metadata) {
        Map<String, List<RolePair>> accounts = AwsRoles.definedBy(client).stream()
                .collect(Collectors.groupingBy(RolePair::accountId, TreeMap::new, Collectors.toList()));
        if (accounts.isEmpty()) {
            throw new BadCallException("The client has no AWS role: name accounts and roles in a set-up call.");
        }
        if (id == null && accounts.size() > 1 || id != null && !accounts.containsKey(id)) {
            throw new BadCallException("Say in \"account\" which account is meant. The client has roles in "
                    + String.join(", ", accounts.keySet()) + ".");
        }
        String meant = id == null ? accounts.keySet().iterator().next() : id;
        return new AwsAccount(meant, accounts.get(meant), metadata, trust(), sessions());
    }

    private TrustPolicy trust() {
        Set<String> audiences = new LinkedHashSet<>();
        audiences.add(ClientSetting.attribute(client, SamlProtocol.SAML_ASSERTION_CONSUMER_URL_POST_ATTRIBUTE));
        client.getRedirectUris().stream().sorted().forEach(audiences::add);
        audiences.removeIf(address -> address.isBlank() || address.contains("*"));
        // Whatever else an administrator wrote there must not become an address that AWS takes responses from.
        if (audiences.stream().anyMatch(AwsUrls::isExactlyAws)) {
            audiences.removeIf(address -> !AwsUrls.isExactlyAws(address));
        } else {
            audiences.removeIf(address -> !AwsUrls.isLoopback(address));
        }
        if (audiences.isEmpty()) {
            throw new BadCallException(
                    "None of the client's addresses is AWS's: name them in \"endpoints\" of a set-up call.");
        }
        SessionTags tags = SessionTags.of(client);
        return new TrustPolicy(
                List.copyOf(audiences),
                tags.areSent() || AwsClientDetector.writingMappers(client).anyMatch(AwsMapper::writesTag),
                tags.mfa().contains(MfaTag.MFA),
                AwsClientDetector.writingMappers(client).anyMatch(AwsAccounts::writesSourceIdentity));
    }

    private static boolean writesSourceIdentity(ProtocolMapperModel mapper) {
        return NameMapper.SOURCE_IDENTITY_ID.equals(mapper.getProtocolMapper())
                || AwsMapper.writes(mapper, AwsAttributes.SOURCE_IDENTITY);
    }

    private static boolean writesDuration(ProtocolMapperModel mapper) {
        return SessionDurationMapper.ID.equals(mapper.getProtocolMapper())
                || AwsMapper.writesAsAwsReadsIt(mapper, AwsAttributes.SESSION_DURATION);
    }

    /** The maximum if a mapper does not say how much it asks for. Ours asks for nothing then. */
    private static Duration duration(ProtocolMapperModel mapper) {
        return switch (String.valueOf(mapper.getProtocolMapper())) {
            case SessionDurationMapper.ID ->
                SessionDurationMapper.written(mapper)
                        .map(SessionDuration::value)
                        .orElse(AwsAccount.SHORTEST_MAXIMUM);
            case HardcodedAttributeMapper.PROVIDER_ID ->
                SessionDuration.seconds(mapper.getConfig().get(HardcodedAttributeMapper.ATTRIBUTE_VALUE))
                        .map(seconds -> SessionDuration.nearestTo(seconds).value())
                        .orElse(SessionDuration.MAX);
            default -> SessionDuration.MAX;
        };
    }

    /** A role whose maximum is lower than what the assertion asks for refuses the sign-in. */
    private Duration sessions() {
        Duration asked = AwsClientDetector.writingMappers(client)
                .filter(AwsAccounts::writesDuration)
                .map(AwsAccounts::duration)
                .max(Duration::compareTo)
                .orElse(AwsAccount.SHORTEST_MAXIMUM);
        return asked.compareTo(AwsAccount.SHORTEST_MAXIMUM) < 0 ? AwsAccount.SHORTEST_MAXIMUM : asked;
    }
}
