package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.database.HeldConnection;
import io.github.keycloakawsmfa.device.database.LockWait;
import io.github.keycloakawsmfa.device.otp.AcceptedCodes;
import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.seal.BrokenSealException;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.Envelope;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.token.TokenHolders;
import io.github.keycloakawsmfa.device.token.TokenStore;
import io.github.keycloakawsmfa.internals.CredentialTable;
import io.github.keycloakawsmfa.internals.LocalUsers;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.keycloak.credential.CredentialModel;
import org.keycloak.credential.UserCredentialStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.federated.UserFederatedStorageProvider;

/** A user's credential rows of our type, changed directly in the store of the current session. */
public final class DeviceRows {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final String userId;

    public DeviceRows(KeycloakSession session, RealmModel realm, String userId) {
        this.session = session;
        this.realm = realm;
        this.userId = userId;
    }

    /** In the order in which they were assigned; empty for a user whom this session does not see (yet). */
    public List<CredentialModel> all() {
        return new CommittedRows(session, userId).devices();
    }

    /** The same under the lock of the ledger row, with which they may already have been read. */
    public List<CredentialModel> all(LedgerRow locked, LedgerState state) {
        return locked.beside().filter(beside -> areThoseOf(state, beside)).orElseGet(this::all);
    }

    /**
     * Whether rows that were read before the lock was obtained are current. Each act that adds or removes a device has
     * the ledger learn or forget it in the same transaction, so one that came between shows in the ledger's row, which
     * was read after it.
     */
    static boolean areThoseOf(LedgerState locked, List<CredentialModel> readBefore) {
        return readBefore.stream()
                .map(CredentialModel::getId)
                .collect(Collectors.toSet())
                .equals(locked.devices().keySet());
    }

    /**
     * What became of one user's devices that were to be resealed.
     *
     * @param devices how many were
     * @param failures why others stay as they are, by credential id
     */
    public record Resealed(int devices, Map<String, String> failures) {}

    /**
     * For a user whose ledger row is locked: changes the sealed part of the rows and nothing else, so what is spent
     * stays spent.
     *
     * @throws KeyUnavailableException if the current key is unavailable
     */
    public Resealed reseal(DeviceSeal seal) {
        String current = seal.currentKeyId();
        int devices = 0;
        Map<String, String> failures = new TreeMap<>();
        for (CredentialModel row : all()) {
            if (Envelope.keyIdIn(row.getSecretData()).equals(Optional.of(current))) {
                continue;
            }
            try {
                CredentialModel sealed = seal.seal(userId, seal.open(userId, row));
                row.setCredentialData(sealed.getCredentialData());
                row.setSecretData(sealed.getSecretData());
                update(row);
                devices++;
            } catch (BrokenSealException | KeyUnavailableException e) {
                failures.put(row.getId(), e.getMessage());
            }
        }
        return new Resealed(devices, failures);
    }

    void insert(CredentialModel row) {
        if (isLocal()) {
            localCredentials().createCredential(realm, localUser(), row);
        } else {
            federated().createCredential(realm, userId, row);
        }
    }

    /** Keycloak's own one-time codes, in the order in which Keycloak shows them. */
    List<BuiltInOtp> builtInOtp() {
        return new CommittedRows(session, userId)
                .builtInOtp().stream().map(BuiltInOtp::of).toList();
    }

    /** The same, locked until the transaction ends: Keycloak counts the codes of those that are counted in their rows. */
    List<BuiltInOtp> lockedBuiltInOtp() {
        Session em = HeldConnection.hibernate(session);
        LockWait wait = LockWait.bound(em);
        try {
            return CredentialTable.of(userId).lock(em, userId, BuiltInOtp.TYPE, wait.hints()).stream()
                    .map(BuiltInOtp::of)
                    .toList();
        } finally {
            wait.restore();
        }
    }

    /** The realm's hardware tokens. */
    TokenStore tokens() {
        return new TokenStore(session, realm);
    }

    /** Which users have a device that is the token with this serial number. */
    Set<String> holdersOf(String serial) {
        return TokenHolders.of(session, realm, serial);
    }

    /** Which of their codes Keycloak has accepted. */
    AcceptedCodes acceptedCodes() {
        return new AcceptedCodes(session, realm);
    }

    void update(CredentialModel row) {
        if (isLocal()) {
            localCredentials().updateCredential(realm, localUser(), row);
        } else {
            federated().updateCredential(realm, userId, row);
        }
    }

    void remove(String id) {
        if (isLocal()) {
            localCredentials().removeStoredCredential(realm, localUser(), id);
        } else {
            federated().removeStoredCredential(realm, userId, id);
        }
    }

    /** When the user's password was set; empty if it is stored elsewhere, as in a directory. */
    Optional<Instant> passwordSetAt() {
        if (!isLocal() || localUser() == null) {
            return Optional.empty();
        }
        try (Stream<CredentialModel> passwords =
                localCredentials().getStoredCredentialsByTypeStream(realm, localUser(), PasswordCredentialModel.TYPE)) {
            return passwords
                    .map(CredentialModel::getCreatedDate)
                    .filter(Objects::nonNull)
                    .max(Comparator.naturalOrder())
                    .map(Instant::ofEpochMilli);
        }
    }

    /**
     * Keycloak's cache forgets what it knows of the user's credentials once this transaction is committed.
     *
     * @param user the same, of any session; null is nobody
     */
    public void evict(UserModel user) {
        LocalUsers.evictAtCommit(session, realm, user);
    }

    /** Users who are not imported are in their own store, their credentials in Keycloak's federated storage. */
    private boolean isLocal() {
        return new StorageId(userId).isLocal();
    }

    private UserCredentialStore localCredentials() {
        return LocalUsers.credentials(session);
    }

    private UserModel localUser() {
        return LocalUsers.of(session).getUserById(realm, userId);
    }

    private UserFederatedStorageProvider federated() {
        return LocalUsers.federated(session);
    }
}
