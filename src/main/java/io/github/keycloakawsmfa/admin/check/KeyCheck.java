package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.device.keys.KeyInspection;
import io.github.keycloakawsmfa.device.keys.KeyInspection.DeviceFailure;
import io.github.keycloakawsmfa.device.keys.KeyInspection.KeyUse;
import io.github.keycloakawsmfa.device.keys.KeyInspection.Opening;
import io.github.keycloakawsmfa.device.seal.OwnRealmKey.State;
import io.github.keycloakawsmfa.device.token.TokenKeys.TokenFailure;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys, and whether devices open.
 *
 * @param nameUsers whether the caller may see which user has which device
 */
record KeyCheck(KeyInspection inspection, boolean nameUsers) implements Check {

    /** How an administrator would go on with the calls in docs/api.md. */
    private static final String FORGET =
            "Put it back, from a backup of the vault or of the realm. If that is impossible: POST devices/forget.";

    private static final String DEACTIVATE = "Deactivate it, so that its owner can assign a new one.";

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        own(findings);
        inspection
                .problem()
                .filter(problem -> inspection.inVault() || inspection.own() != State.REPLACED)
                .ifPresent(problem -> findings.add(Finding.of(
                        FindingId.KEY_MISSING,
                        "key",
                        problem + ": no code can be checked, and no device assigned.",
                        "Put it back, or name another one by --spi-credential--virtual-mfa--vault-key.")));
        if (!inspection.inVault()) {
            findings.add(Finding.of(
                    FindingId.KEY_IN_DATABASE,
                    "key",
                    "Devices are sealed under the realm's own key, which lies in the same database.",
                    "A key in a vault protects a copy of the whole database as well: docs/configuration.md."));
        }
        inspection.uses().forEach(use -> use(use, findings));
        inspection.openings().forEach(opening -> opening(opening, findings));
        inspection.triedTokens().broken().forEach(token -> findings.add(broken(token)));
        if (inspection.tried() < inspection.devices() || !inspection.complete()) {
            findings.add(Finding.of(
                    FindingId.DEVICES_NOT_TRIED,
                    "devices",
                    inspection.tried() + " of " + atLeast() + inspection.devices() + " devices were opened.",
                    "Ask with ?devices= to have more opened; those whose key is missing cannot be."));
        }
        if (inspection.triedTokens().tokens() < inspection.tokens()) {
            findings.add(Finding.of(
                    FindingId.DEVICES_NOT_TRIED,
                    "hardware tokens",
                    inspection.triedTokens().tokens() + " of " + inspection.tokens()
                            + " hardware tokens were looked at, the first ones by serial number.",
                    "POST devices/reseal opens all of those that are under an older key."));
        }
        return findings;
    }

    private void own(List<Finding> findings) {
        if (inspection.own() == State.REPLACED) {
            findings.add(Finding.of(
                    FindingId.KEY_CHANGED,
                    "key provider virtual-mfa",
                    "The realm's own key is not the one that sealed first here: somebody has replaced or"
                            + " changed its key provider. It neither seals nor opens anything.",
                    "Find out who did it. Put the key provider back as it was, from a backup; else POST devices/forget"
                            + " makes a new key, when no device is left under the old one."));
        } else if (inspection.own() == State.FOUND || inspection.own() == State.UNUSED) {
            findings.add(Finding.of(
                    FindingId.KEY_FOUND,
                    "key provider virtual-mfa",
                    "The realm's own key was there before it sealed anything here, as after a realm import or an update"
                            + " from a release before first seals.",
                    "If it was neither, somebody may know the key: name one in a vault and call POST devices/reseal."));
        }
    }

    private String atLeast() {
        return inspection.complete() ? "" : "at least ";
    }

    private void use(KeyUse use, List<Finding> findings) {
        if (use.keyId().isEmpty() || use.devices() + use.tokens() == 0) {
            return;
        }
        String where = "key " + use.keyId().get();
        String devices = sealed(use);
        findings.add(Finding.of(
                FindingId.DEVICES_UNDER_KEY, where, devices + " sealed under this key.", "Nothing needs to be done."));
        if (!use.available()) {
            findings.add(Finding.of(
                    FindingId.DEVICES_KEY_MISSING,
                    where,
                    devices + " sealed under a key that is missing, and cannot be used.",
                    FORGET));
        } else if (!use.current()) {
            findings.add(Finding.of(
                    FindingId.DEVICES_KEY_OLD,
                    where,
                    devices + " sealed under a key that is no longer the current one.",
                    "Call POST devices/reseal until \"next\" is absent, and keep the old key until then."));
        }
    }

    private void opening(Opening opening, List<Finding> findings) {
        if (opening.keyId().isPresent() && opening.tried() > 1 && opening.broken() == opening.tried()) {
            findings.add(Finding.of(
                    FindingId.KEY_CHANGED,
                    "key " + opening.keyId().get(),
                    "None of the " + opening.tried() + " devices that were tried opens under this key: it is there, but"
                            + " is not the key that they were sealed under, or the realm has another id.",
                    "Put the right key back, or import the realm with its old id. If the key is lost, name a new vault"
                            + " entry and take this one away: then POST devices/forget works."));
            return;
        }
        if (nameUsers) {
            opening.examples().forEach(device -> findings.add(broken(device)));
        }
        long untold = opening.broken() - (nameUsers ? opening.examples().size() : 0);
        if (untold > 0) {
            findings.add(Finding.of(
                    FindingId.DEVICE_BROKEN,
                    "devices",
                    count(untold) + (nameUsers ? " broken, too." : " broken: edited, or copied from elsewhere."),
                    nameUsers ? DEACTIVATE : "Somebody who may view users can see whose they are."));
        }
    }

    private String sealed(KeyUse use) {
        String tokens = use.tokens() == 1 ? "1 hardware token is" : use.tokens() + " hardware tokens are";
        if (use.devices() == 0) {
            return tokens;
        }
        return atLeast() + count(use.devices()) + (use.tokens() == 0 ? "" : ", and " + tokens);
    }

    private static Finding broken(DeviceFailure device) {
        return Finding.of(
                FindingId.DEVICE_BROKEN,
                "user " + device.userId() + ", device " + device.deviceId(),
                "This device does not open: " + device.reason() + ".",
                DEACTIVATE);
    }

    private static Finding broken(TokenFailure token) {
        return Finding.of(
                FindingId.TOKEN_BROKEN,
                "hardware token " + token.serial(),
                "This token does not open: " + token.reason() + ".",
                "Remove it, and import it again from its vendor's file.");
    }

    private static String count(long devices) {
        return devices == 1 ? "1 device is" : devices + " devices are";
    }
}
