package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.aws.AwsClientDetector;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.aws.model.RolePair;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.saml.SamlConfigAttributes;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.services.ErrorResponse;
import org.keycloak.validation.ValidationUtil;

/**
 * The SAML client that stands for AWS. One that somebody else made is taken over only if the administrator agreed.
 *
 * @param basePath as in {@link FrontendAddress}
 * @param observes whether the gate only observes: until it enforces, roles leave as before
 */
public record ClientSetup(String basePath, boolean observes, RealmModel realm, SetupRequest request)
        implements SetupStep {
    static final String URL_NAME = "amazon-aws";
    private static final String IDENTITY_CENTER_URL_NAME = "aws-identity-center";

    @Override
    public void plan(SetupPlan plan) {
        ClientModel client = realm.getClientByClientId(request.clientId());
        if (client != null && !SamlProtocol.LOGIN_PROTOCOL.equals(client.getProtocol())) {
            plan.conflict(Kind.CLIENT, request.clientId(), "is no SAML client but " + client.getProtocol());
            return;
        }
        String urlName = urlName(client);
        Optional<ClientModel> rival = rival(urlName);
        if (rival.isPresent()) {
            plan.conflict(
                    Kind.CLIENT_SETTING,
                    SamlProtocol.SAML_IDP_INITIATED_SSO_URL_NAME,
                    "the client "
                            + rival.get().getClientId() + " has the URL name " + urlName
                            + " already, and Keycloak would open either: give one of them another name");
        }
        request.unfitFor(request.preset(client)).ifPresent(why -> plan.conflict(Kind.CLIENT, request.clientId(), why));
        AwsUrls urls = AwsUrls.of(request, client);
        if (urls.consumer().isEmpty()) {
            plan.conflict(
                    Kind.CLIENT_SETTING,
                    SamlProtocol.SAML_ASSERTION_CONSUMER_URL_POST_ATTRIBUTE,
                    "nobody can guess the assertion consumer URL (ACS) of IAM Identity Center: say it in \"endpoints\"");
        }
        if (AssertionSettings.encryptsInVain(request, urls)) {
            plan.conflict(
                    Kind.CLIENT_SETTING,
                    SamlConfigAttributes.SAML_ENCRYPT,
                    "AWS reads encrypted assertions only at the endpoint that IAM shows for the provider,"
                            + " https://…/saml/acs/…: say it as the first of \"endpoints\"");
        }
        LaunchPath launch = new LaunchPath(basePath, realm.getName(), urlName);
        List<ClientSetting> settings = ClientSettings.of(request, client, launch);
        if (client == null) {
            plan.create(Kind.CLIENT, request.clientId(), "SAML, sign-in at " + launch.path(), () -> make(settings));
            return;
        }
        if (AwsClientSettings.isSetUp(client)) {
            plan.keep(Kind.CLIENT, request.clientId(), "sign-in at " + launch.path());
        } else {
            plan.adopt(Kind.CLIENT, request.clientId(), kept(client, urlName), () -> {});
        }
        settings.stream()
                .filter(setting -> !setting.isRight(client) && !givesRoles(client, setting))
                .forEach(setting -> plan.update(
                        Kind.CLIENT_SETTING, setting.name(), setting.difference(client), () -> setting.put(client)));
    }

    /** Until the gate enforces, a role list keeps the roles that it has: some come from full scope. */
    private boolean givesRoles(ClientModel client, ClientSetting setting) {
        return observes
                && setting.name().equals(ClientSettings.FULL_SCOPE)
                && AwsClientDetector.writingMappers(client).anyMatch(RoleSources::isListForAws);
    }

    private void make(List<ClientSetting> settings) {
        ClientModel client = realm.addClient(request.clientId());
        settings.forEach(setting -> setting.put(client));
        // Keycloak gives a client the realm's default scopes, role_list among them, as soon as it has a protocol.
        Stream.of(true, false)
                .flatMap(byDefault -> client.getClientScopes(byDefault).values().stream())
                .toList()
                .forEach(client::removeClientScope);
    }

    private String kept(ClientModel client, String urlName) {
        boolean iam = request.preset(client) == AwsPreset.IAM;
        return "made by somebody else; keeps " + (iam ? awsRoles(client) + ", its NameID format" : "its roles")
                + " and its URL name " + urlName;
    }

    /** Which of the client's roles AWS gets from now on. */
    private String awsRoles(ClientModel client) {
        AwsPartition partition = AwsUrls.partition(request, client);
        String provider = ClientSettings.provider(request, client);
        long all = client.getRolesStream().count();
        long read = client.getRolesStream()
                .filter(role ->
                        RolePair.parse(role.getName(), partition, provider).isPresent())
                .count();
        return "its AWS roles (" + read + ") and who has them"
                + (all > read
                        ? "; " + (all - read)
                                + " of its roles do not have names of AWS roles, and AWS gets none of them"
                        : "");
    }

    private String urlName(ClientModel client) {
        String present =
                client == null ? "" : ClientSetting.attribute(client, SamlProtocol.SAML_IDP_INITIATED_SSO_URL_NAME);
        if (!present.isBlank()) {
            return present;
        }
        if (request.preset(client) == AwsPreset.IDENTITY_CENTER) {
            return IDENTITY_CENTER_URL_NAME;
        }
        AwsPartition partition = AwsUrls.partition(request, client);
        return partition == AwsPartition.AWS ? URL_NAME : "amazon-" + partition.id();
    }

    /** Keycloak finds the client of an IdP-initiated sign-in by this name and takes the first of several. */
    private Optional<ClientModel> rival(String urlName) {
        return realm.searchClientByAttributes(Map.of(SamlProtocol.SAML_IDP_INITIATED_SSO_URL_NAME, urlName), 0, 2)
                .filter(other -> !other.getClientId().equals(request.clientId()))
                .findFirst();
    }

    /** As Keycloak does after changing a client; the exception rolls everything back. */
    public static void requireValid(KeycloakSession session, ClientModel client) {
        ValidationUtil.validateClient(session, client, false, result -> {
            throw ErrorResponse.error(
                    "Keycloak does not accept the client " + client.getClientId() + ": "
                            + result.getAllErrorsAsString(),
                    Response.Status.BAD_REQUEST);
        });
    }
}
