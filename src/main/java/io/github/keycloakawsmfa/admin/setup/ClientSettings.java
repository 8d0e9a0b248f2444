package io.github.keycloakawsmfa.admin.setup;

import static io.github.keycloakawsmfa.admin.setup.ClientSetting.attribute;
import static io.github.keycloakawsmfa.admin.setup.ClientSetting.flag;
import static io.github.keycloakawsmfa.admin.setup.ClientSetting.must;
import static io.github.keycloakawsmfa.admin.setup.ClientSetting.samlFlag;
import static io.github.keycloakawsmfa.admin.setup.ClientSetting.unlessSet;

import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.MaxAge;
import io.github.keycloakawsmfa.aws.ResponseSettings;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.keycloak.models.ClientModel;
import org.keycloak.protocol.saml.SamlConfigAttributes;
import org.keycloak.protocol.saml.SamlProtocol;
import org.keycloak.protocol.saml.util.ArtifactBindingUtils;

/** All settings of the SAML client that AWS or the gate needs; all others are the administrator's own. */
public final class ClientSettings {

    public static final String BEARER_ONLY = "bearerOnly";
    public static final String FULL_SCOPE = "fullScopeAllowed";
    public static final String REDIRECT_URIS = "redirectUris";
    public static final String STANDARD_FLOW = "standardFlowEnabled";

    /** Left alone if nobody knows what they should be. */
    private static final Set<String> ADDRESSES =
            Set.of(REDIRECT_URIS, SamlProtocol.SAML_ASSERTION_CONSUMER_URL_POST_ATTRIBUTE);

    private ClientSettings() {}

    /** @param client null before it exists */
    static List<ClientSetting> of(SetupRequest request, ClientModel client, LaunchPath launch) {
        AwsUrls urls = AwsUrls.of(request, client);
        List<ClientSetting> settings = new ArrayList<>(ofEveryClient(request, client, urls, launch));
        settings.addAll(AssertionSettings.encryption(request, client, urls));
        settings.addAll(request.preset(client) == AwsPreset.IAM ? ofIam(request, client) : ofIdentityCenter());
        settings.addAll(request.session().settings());
        if (urls.consumer().isEmpty()) {
            settings.removeIf(setting -> ADDRESSES.contains(setting.name()));
        }
        return List.copyOf(settings);
    }

    private static List<ClientSetting> ofEveryClient(
            SetupRequest request, ClientModel client, AwsUrls urls, LaunchPath launch) {
        return List.of(
                new ClientSetting(
                        "protocol",
                        c -> ClientSetting.text(c.getProtocol()),
                        ClientModel::setProtocol,
                        must(SamlProtocol.LOGIN_PROTOCOL)),
                new ClientSetting(
                        "name",
                        c -> ClientSetting.text(c.getName()),
                        ClientModel::setName,
                        unlessSet(request.preset(client) == AwsPreset.IAM ? "AWS console" : "AWS access portal")),
                flag(STANDARD_FLOW, ClientModel::isStandardFlowEnabled, ClientModel::setStandardFlowEnabled, true),
                flag(BEARER_ONLY, ClientModel::isBearerOnly, ClientModel::setBearerOnly, false),
                // A consent page has no place before the AWS console, and saml2aws cannot pass it.
                flag("consentRequired", ClientModel::isConsentRequired, ClientModel::setConsentRequired, false),
                flag(FULL_SCOPE, ClientModel::isFullScopeAllowed, ClientModel::setFullScopeAllowed, false),
                // AWS has no single logout. Keycloak 26 skips such a client in front-channel logout with one warning;
                // in back-channel logout it answers with an error.
                flag("frontchannelLogout", ClientModel::isFrontchannelLogout, ClientModel::setFrontchannelLogout, true),
                new ClientSetting(
                        REDIRECT_URIS,
                        c -> ClientSetting.joined(c.getRedirectUris()),
                        (c, value) -> c.setRedirectUris(Set.of(value.split(" "))),
                        must(ClientSetting.joined(urls.redirects()))),
                new ClientSetting(
                        "baseUrl",
                        c -> ClientSetting.text(c.getBaseUrl()),
                        ClientModel::setBaseUrl,
                        present -> launch.baseUrl(rootUrl(client), present)),
                attribute(SamlProtocol.SAML_IDP_INITIATED_SSO_URL_NAME, unlessSet(launch.urlName())),
                new ClientSetting(
                        SamlProtocol.SAML_ASSERTION_CONSUMER_URL_POST_ATTRIBUTE,
                        AwsUrls::consumer,
                        (c, value) -> c.setAttribute(SamlProtocol.SAML_ASSERTION_CONSUMER_URL_POST_ATTRIBUTE, value),
                        must(urls.consumer())),
                // AWS does not say which of the two signatures it checks, so both.
                samlFlag(SamlConfigAttributes.SAML_SERVER_SIGNATURE, true),
                samlFlag(SamlConfigAttributes.SAML_ASSERTION_SIGNATURE, true),
                attribute(
                        SamlConfigAttributes.SAML_SIGNATURE_ALGORITHM,
                        present -> present.equals("RSA_SHA512") ? present : "RSA_SHA256"),
                attribute(
                        SamlConfigAttributes.SAML_CANONICALIZATION_METHOD_ATTRIBUTE, ClientSettings::canonicalization),
                // AWS signs no request.
                samlFlag(SamlConfigAttributes.SAML_CLIENT_SIGNATURE_ATTRIBUTE, false),
                // Command line tools use one assertion twice: once to list the accounts, once to get credentials.
                samlFlag(SamlConfigAttributes.SAML_ONETIMEUSE_CONDITION, false),
                samlFlag(SamlConfigAttributes.SAML_FORCE_POST_BINDING, true),
                samlFlag(SamlConfigAttributes.SAML_ARTIFACT_BINDING, false),
                attribute(
                        SamlConfigAttributes.SAML_ARTIFACT_BINDING_IDENTIFIER,
                        unlessSet(ArtifactBindingUtils.computeArtifactBindingIdentifierString(request.clientId()))),
                samlFlag(SamlConfigAttributes.SAML_ALLOW_ECP_FLOW, false),
                samlFlag(SamlConfigAttributes.SAML_AUTHNSTATEMENT, true),
                AssertionSettings.lifespan(),
                attribute(
                        SamlProtocol.SAML_IDP_INITIATED_SSO_RELAY_STATE,
                        request.at().relayState().map(ClientSetting::must).orElse(UnaryOperator.identity())),
                attribute(
                        AwsClientSettings.GUARDED,
                        must("true"),
                        value -> String.valueOf(AwsClientSettings.isGuarded(value))),
                attribute(
                        MaxAge.ATTRIBUTE,
                        request.maxAge().map(age -> must(age.toString())).orElse(ClientSettings::maxAge),
                        value -> MaxAge.read(value).map(Duration::toString).orElse(value)),
                attribute(
                        AwsClientSettings.PARTITION,
                        partition(request, client),
                        value -> AwsClientSettings.partition(value)
                                .map(AwsPartition::id)
                                .orElse(value)),
                // Without the attribute, or if it is unreadable, the client id says it.
                attribute(
                        AwsClientSettings.PRESET,
                        request.askedPreset()
                                .map(preset -> must(preset.id()))
                                .orElse(present -> AwsClientSettings.preset(present)
                                        .map(AwsPreset::id)
                                        .orElse("")),
                        String::strip));
    }

    /** Only IAM's roles have a partition in their names. */
    private static UnaryOperator<String> partition(SetupRequest request, ClientModel client) {
        String id = AwsUrls.partition(request, client).id();
        return request.preset(client) == AwsPreset.IAM || request.partition().isPresent() ? must(id) : unlessSet(id);
    }

    private static List<ClientSetting> ofIam(SetupRequest request, ClientModel client) {
        ClientSetting provider = attribute(AwsClientSettings.PROVIDER, must(provider(request, client)), String::strip);
        // An existing client keeps naming its users to AWS as it does, even if it leaves that to Keycloak.
        return client == null
                ? List.of(
                        provider,
                        // It ends up in CloudTrail, where AWS wants something lasting that is not personal data.
                        attribute(SamlConfigAttributes.SAML_NAME_ID_FORMAT_ATTRIBUTE, must("persistent")),
                        attribute(SamlConfigAttributes.SAML_FORCE_NAME_ID_FORMAT_ATTRIBUTE, must("true")))
                : List.of(provider);
    }

    /** Identity Center knows its users by e-mail, whatever its requests ask for. */
    private static List<ClientSetting> ofIdentityCenter() {
        return List.of(
                attribute(SamlConfigAttributes.SAML_NAME_ID_FORMAT_ATTRIBUTE, must("email")),
                samlFlag(SamlConfigAttributes.SAML_FORCE_NAME_ID_FORMAT_ATTRIBUTE, true));
    }

    private static String rootUrl(ClientModel client) {
        return client == null ? "" : ClientSetting.text(client.getRootUrl());
    }

    private static String canonicalization(String present) {
        return ResponseSettings.canCanonicalize(present) ? present : ResponseSettings.EXCLUSIVE;
    }

    /** What the call says, else the client itself: its setting, its roles' ARNs. */
    static String provider(SetupRequest request, ClientModel client) {
        return request.provider()
                .or(() -> Optional.ofNullable(client)
                        .map(present -> present.getAttribute(AwsClientSettings.PROVIDER))
                        .flatMap(AwsClientSettings::provider))
                .orElseGet(() -> PresentRoles.of(client).provider(AwsUrls.partition(request, client)));
    }

    private static String maxAge(String present) {
        return !present.isBlank() && MaxAge.isUsable(present) ? present : MaxAge.DEFAULT.toString();
    }
}
