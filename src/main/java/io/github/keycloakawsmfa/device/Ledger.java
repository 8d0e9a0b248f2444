package io.github.keycloakawsmfa.device;

import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.UserCache;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.storage.UserStorageUtil;

/**
 * The only place where a code is spent or a device changes. Each method is one transaction of its own under the lock
 * of the user's row: two requests never both win, and a rollback of the request takes nothing back (rules S1, S2).
 * Not done here: Keycloak's brute-force count, evidence, and the events of the sign-in.
 */
public final class Ledger {

    /** What a spend leaves to be told once it is committed. */
    private record Spent(SpendOutcome outcome, List<String> unknownDevices, Map<String, String> brokenDevices) {

        Spent(SpendOutcome outcome) {
            this(outcome, List.of(), Map.of());
        }
    }

    private final KeycloakSession session;

    /** @param session the request's session */
    public Ledger(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Checks a code and burns its step, and all older ones, in one act.
     *
     * @param typedCode as it came from the form, or null
     * @param pickedDeviceId the only device to try; null or blank for whichever the code fits
     */
    public SpendOutcome spend(RealmModel realm, UserModel user, String typedCode, String pickedDeviceId, Instant now) {
        String picked = pickedDeviceId == null || pickedDeviceId.isBlank() ? null : pickedDeviceId;
        Optional<TotpCode> code = TotpCode.parse(typedCode, TotpParameters.AUTHENTICATOR_APP.digits());
        Spent spent;
        try {
            spent = LedgerTransaction.run(session, realm, user, books -> spend(books, user.getId(), code, picked, now))
                    .orElseGet(() -> new Spent(new SpendOutcome.Busy()));
        } catch (KeyUnavailableException e) {
            return new SpendOutcome.Unavailable(e.getMessage());
        }
        LedgerEvents events = new LedgerEvents(session, realm, user);
        spent.unknownDevices().forEach(events::deviceUnknown);
        spent.brokenDevices().forEach(events::deviceBroken);
        return spent.outcome();
    }

    private static Spent spend(
            LedgerTransaction.Books books, String userId, Optional<TotpCode> code, String picked, Instant now) {
        List<CredentialModel> rows = books.devices().all();
        if (rows.isEmpty()) {
            return new Spent(new SpendOutcome.NoDevice());
        }
        OpenedDevices opened = OpenedDevices.of(userId, rows, books.seal());
        if (opened.devices().isEmpty()) {
            SpendOutcome outcome = new SpendOutcome.Unavailable("None of the user's devices opens");
            return new Spent(outcome, List.of(), opened.broken());
        }
        LedgerState state = books.row()
                .state()
                .onlyDevices(rows.stream().map(CredentialModel::getId).toList());
        List<String> unknown = opened.ids().stream()
                .filter(id -> !state.devices().containsKey(id))
                .toList();
        LedgerState settled = LedgerRule.withUnknownDevices(state, opened.devices(), now);
        LedgerRule.Decision decision = LedgerRule.spend(settled, opened.devices(), code, picked, now);
        books.row().store(decision.next());
        return new Spent(decision.outcome(), unknown, opened.broken());
    }

    /** Stores a device whose pair was found, if the user has none yet; the pair is burned with it. */
    public AssignOutcome assign(RealmModel realm, UserModel user, NewDevice device, Instant now) {
        AssignOutcome outcome;
        try {
            outcome = LedgerTransaction.run(session, realm, user, books -> assign(books, user.getId(), device, now))
                    .orElseGet(AssignOutcome.Busy::new);
        } catch (KeyUnavailableException e) {
            return new AssignOutcome.Unavailable(e.getMessage());
        }
        UserCache cache = UserStorageUtil.userCache(session);
        if (outcome instanceof AssignOutcome.Assigned && cache != null) {
            cache.evict(realm, user);
        }
        return outcome;
    }

    private static AssignOutcome assign(LedgerTransaction.Books books, String userId, NewDevice device, Instant now) {
        if (!books.devices().all().isEmpty()) {
            return new AssignOutcome.DeviceExists();
        }
        String id = KeycloakModelUtils.generateId();
        String name = device.name().value();
        books.devices()
                .insert(books.seal()
                        .seal(
                                userId,
                                new VirtualMfaDevice(
                                        id, name, device.parameters(), device.secret(), now, device.drift())));
        books.row()
                .store(books.row()
                        .state()
                        .onlyDevices(List.of())
                        .withDevice(id, new DeviceClock(device.lastStep(), device.drift(), 0)));
        return new AssignOutcome.Assigned(id);
    }
}
