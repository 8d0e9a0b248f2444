package io.github.keycloakawsmfa.admin.setup;

import static io.github.keycloakawsmfa.admin.setup.ClientSetting.attribute;
import static io.github.keycloakawsmfa.admin.setup.ClientSetting.flag;
import static io.github.keycloakawsmfa.admin.setup.ClientSetting.must;
import static io.github.keycloakawsmfa.admin.setup.ClientSetting.unlessSet;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/**
 * All settings of the page's client on which the safety of an administrator's token rests: a browser that has signed in
 * at this page gets one, nobody else, and it is good for what the page does.
 */
final class AdminPageSettings {

    /**
     * What tokens need: who it is, their roles, where calls may come from, and the name to show. From 26.8.2 on
     * Keycloak's REST for administrators takes only tokens with the last one.
     */
    private static final Set<String> SCOPES = Set.of("basic", "roles", "web-origins", "profile", "kc-admin-api");

    /** Keycloak's sign for: those that the redirect URIs tell. 26.4 has no constant for it. */
    private static final String OF_THE_REDIRECTS = "+";

    private static final String DEVICE_GRANT = "oauth2.device.authorization.grant.enabled";

    private AdminPageSettings() {}

    static List<ClientSetting> of(RealmModel realm) {
        String path = AdminPageClient.path(realm);
        return List.of(
                AdminPageClient.mark(),
                new ClientSetting(
                        "protocol",
                        c -> ClientSetting.text(c.getProtocol()),
                        ClientModel::setProtocol,
                        must(OIDCLoginProtocol.LOGIN_PROTOCOL)),
                new ClientSetting(
                        "name",
                        c -> ClientSetting.text(c.getName()),
                        ClientModel::setName,
                        unlessSet("AWS MFA administration")),
                flag("publicClient", ClientModel::isPublicClient, ClientModel::setPublicClient, true),
                flag(ClientSettings.BEARER_ONLY, ClientModel::isBearerOnly, ClientModel::setBearerOnly, false),
                flag(
                        ClientSettings.STANDARD_FLOW,
                        ClientModel::isStandardFlowEnabled,
                        ClientModel::setStandardFlowEnabled,
                        true),
                flag(
                        "implicitFlowEnabled",
                        ClientModel::isImplicitFlowEnabled,
                        ClientModel::setImplicitFlowEnabled,
                        false),
                flag(
                        "directAccessGrantsEnabled",
                        ClientModel::isDirectAccessGrantsEnabled,
                        ClientModel::setDirectAccessGrantsEnabled,
                        false),
                flag(
                        "serviceAccountsEnabled",
                        ClientModel::isServiceAccountsEnabled,
                        ClientModel::setServiceAccountsEnabled,
                        false),
                ClientSetting.samlFlag(DEVICE_GRANT, false),
                attribute(OIDCConfigAttributes.PKCE_CODE_CHALLENGE_METHOD, must("S256")),
                // The token of an administrator of a thousand realms would not fit into a header: Keycloak then looks
                // the roles up, within the scope below.
                ClientSetting.samlFlag(Constants.USE_LIGHTWEIGHT_ACCESS_TOKEN_ENABLED, true),
                new ClientSetting(
                        "rootUrl",
                        c -> ClientSetting.text(c.getRootUrl()),
                        ClientModel::setRootUrl,
                        must(Constants.AUTH_BASE_URL_PROP)),
                new ClientSetting(
                        "baseUrl", c -> ClientSetting.text(c.getBaseUrl()), ClientModel::setBaseUrl, must(path)),
                texts(ClientSettings.REDIRECT_URIS, ClientModel::getRedirectUris, ClientModel::setRedirectUris, path),
                texts("webOrigins", ClientModel::getWebOrigins, ClientModel::setWebOrigins, OF_THE_REDIRECTS),
                attribute(OIDCConfigAttributes.POST_LOGOUT_REDIRECT_URIS, must(OF_THE_REDIRECTS)),
                flag(
                        ClientSettings.FULL_SCOPE,
                        ClientModel::isFullScopeAllowed,
                        ClientModel::setFullScopeAllowed,
                        false),
                AdminPageRoles.setting(realm),
                scopes("defaultClientScopes", true, realm, SCOPES),
                scopes("optionalClientScopes", false, realm, Set.of()));
    }

    private static ClientSetting texts(
            String name,
            Function<ClientModel, Set<String>> read,
            BiConsumer<ClientModel, Set<String>> write,
            String only) {
        return new ClientSetting(
                name,
                c -> ClientSetting.joined(read.apply(c)),
                (c, value) -> write.accept(c, Set.of(value)),
                must(only));
    }

    /** @param names of those of Keycloak's own that the client should have; an older or changed realm lacks some */
    private static ClientSetting scopes(String name, boolean byDefault, RealmModel realm, Set<String> names) {
        Map<String, ClientScopeModel> wanted = realm.getClientScopesStream()
                .filter(scope -> names.contains(scope.getName()))
                .filter(scope -> OIDCLoginProtocol.LOGIN_PROTOCOL.equals(scope.getProtocol()))
                .collect(Collectors.toMap(ClientScopeModel::getName, Function.identity(), (one, other) -> one));
        return new ClientSetting(
                name,
                c -> ClientSetting.joined(c.getClientScopes(byDefault).keySet()),
                (c, value) -> {
                    c.getClientScopes(byDefault).values().stream().toList().forEach(c::removeClientScope);
                    wanted.values().forEach(scope -> c.addClientScope(scope, byDefault));
                },
                must(ClientSetting.joined(wanted.keySet())));
    }
}
