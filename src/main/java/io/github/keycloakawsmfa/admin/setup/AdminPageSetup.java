package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;

/**
 * Whether the realm has the page for administrators: its client. One that somebody else made is taken over only if the
 * administrator agreed, and never removed.
 *
 * @param wanted what the call asks for
 */
record AdminPageSetup(RealmModel realm, boolean wanted) implements SetupStep {

    /** For the check: whether a page that is on is still as set-up left it. One that somebody disabled stays off. */
    static SetupStep again(RealmModel realm) {
        return plan -> {
            if (AdminPageClient.isOn(realm)) {
                planSettings(plan, realm, realm.getClientByClientId(AdminPageClient.ID));
            }
        };
    }

    @Override
    public void plan(SetupPlan plan) {
        ClientModel client = realm.getClientByClientId(AdminPageClient.ID);
        if (wanted) {
            planPage(plan, client);
        } else {
            planNone(plan, client);
        }
    }

    private void planPage(SetupPlan plan, ClientModel client) {
        String page = "page for administrators at " + AdminPageClient.path(realm);
        if (client == null) {
            plan.create(Kind.CLIENT, AdminPageClient.ID, page, this::make);
            return;
        }
        if (!OIDCLoginProtocol.LOGIN_PROTOCOL.equals(client.getProtocol())) {
            plan.conflict(Kind.CLIENT, AdminPageClient.ID, "is no OpenID Connect client but " + client.getProtocol());
            return;
        }
        if (!AdminPageClient.isSetUp(client)) {
            plan.adopt(Kind.CLIENT, AdminPageClient.ID, "made by somebody else; becomes the " + page, () -> {});
        } else if (client.isEnabled()) {
            plan.keep(Kind.CLIENT, AdminPageClient.ID, page);
        } else {
            plan.update(Kind.CLIENT, AdminPageClient.ID, "disabled -> enabled: " + page, () -> client.setEnabled(true));
        }
        planSettings(plan, realm, client);
    }

    private void planNone(SetupPlan plan, ClientModel client) {
        if (client == null) {
            plan.keep(Kind.CLIENT, AdminPageClient.ID, ClientSetting.NONE);
        } else if (!AdminPageClient.isSetUp(client)) {
            plan.keep(Kind.CLIENT, AdminPageClient.ID, "made by somebody else, and stays");
        } else {
            plan.update(
                    Kind.CLIENT,
                    AdminPageClient.ID,
                    "page for administrators -> " + ClientSetting.NONE,
                    () -> realm.removeClient(client.getId()));
        }
    }

    private static void planSettings(SetupPlan plan, RealmModel realm, ClientModel client) {
        AdminPageSettings.of(realm).stream()
                .filter(setting -> !setting.isRight(client))
                .forEach(setting -> plan.update(
                        Kind.CLIENT_SETTING, setting.name(), setting.difference(client), () -> setting.put(client)));
    }

    private void make() {
        ClientModel client = realm.addClient(AdminPageClient.ID);
        client.setEnabled(true);
        List<ClientSetting> settings = AdminPageSettings.of(realm);
        settings.forEach(setting -> setting.put(client));
    }
}
