package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import io.github.keycloakawsmfa.device.seal.OwnRealmKey;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The realm's own key, if no vault entry is named. Set-up makes it, so that it exists, and is known, before anybody can
 * put another one in its place.
 */
record KeySetup(KeycloakSession session, RealmModel realm) implements SetupStep {

    private static final Kind WHAT = Kind.KEY;
    private static final String NAME = VirtualMfaDevice.TYPE;

    @Override
    public void plan(SetupPlan plan) {
        OwnRealmKey key = new OwnRealmKey(session, realm);
        OwnRealmKey.State state = key.state();
        if (state == OwnRealmKey.State.MADE || state == OwnRealmKey.State.FOUND) {
            plan.keep(WHAT, NAME, "");
        } else if (!key.isNeeded()) {
            plan.keep(WHAT, NAME, "the server names one in the vault");
        } else if (state == OwnRealmKey.State.NONE) {
            plan.create(WHAT, NAME, "AES, 32 random bytes, for devices alone", key::settle);
        } else if (state == OwnRealmKey.State.UNUSED) {
            plan.update(
                    WHAT,
                    NAME,
                    "already there, as after a realm import: from now on a change of it is noticed",
                    key::settle);
        } else {
            plan.conflict(WHAT, NAME, "lost, or not the one that sealed first: see the check, and devices/forget");
        }
    }
}
