package io.github.keycloakawsmfa.device.seal;

import io.github.keycloakawsmfa.device.database.HeldConnection;
import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.database.RequestMemo;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.vault.VaultRawSecret;

/** Where the master key comes from: the vault entry that the server option names, else the {@link RealmKey}. */
public final class KeySource {

    /** The server option is {@code --spi-credential--virtual-mfa--vault-key}. */
    static final String VAULT_KEY = "vault-key";

    /** Precedes the entry's name in envelopes. */
    static final String VAULT_PREFIX = "vault:";

    private static final Logger LOG = Logger.getLogger(KeySource.class);

    private static final Pattern VAULT_ENTRY = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final String MEMO = "vault key of realm ";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final RealmKey realmKey;

    /** The session's context must have this realm: Keycloak's vault takes the realm's name from there. */
    public KeySource(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
        this.realmKey = new RealmKey(session, realm);
    }

    /**
     * The key that seals new secrets; the realm's own one is made if it is missing, because a realm may have users of
     * the plugin before set-up has run.
     *
     * @throws KeyUnavailableException if it is unavailable: there is no fallback
     */
    MasterKey current() {
        String entry = vaultEntry();
        return entry == null ? realmKey.required() : byId(VAULT_PREFIX + entry);
    }

    /**
     * The id of {@link #current}.
     *
     * @throws KeyUnavailableException if it is unavailable
     */
    public String currentId() {
        return current().id();
    }

    /**
     * The same, but no key is made.
     *
     * @return empty if the realm has not needed a key of its own yet
     * @throws KeyUnavailableException if there is one, but it is unavailable
     */
    public Optional<String> presentId() {
        return present().map(MasterKey::id);
    }

    /** Whether a key can be read. */
    public boolean isAvailable(String keyId) {
        try {
            return byId(keyId) != null;
        } catch (KeyUnavailableException e) {
            return false;
        }
    }

    /**
     * The same, but makes none.
     *
     * @return empty if the realm has not needed a key of its own yet
     * @throws KeyUnavailableException if there is one, but it is unavailable
     */
    Optional<MasterKey> present() {
        String entry = vaultEntry();
        return entry == null ? realmKey.present() : Optional.of(byId(VAULT_PREFIX + entry));
    }

    /**
     * Adopts a key that was found as the realm's own, if that is due. Before the ledger row is locked: it reads the
     * rows in a transaction of its own, which would wait for the one that holds the lock (SQL Server). All its reads
     * are in that transaction, so that the request holds no connection when the ledger takes another.
     */
    public void settle() {
        if (!isInVault() && !realmKey.isChecked()) {
            try {
                OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> {
                    HeldConnection.take(HeldConnection.hibernate(inner));
                    return innerRealm == null ? null : new RealmKey(inner, innerRealm).existing();
                });
            } catch (KeyUnavailableException e) {
                // Whoever needs the key meets this again, and reports it.
                LOG.debug("The realm's own key is unavailable", e);
            }
        }
    }

    /** Whether the server option names a vault entry, whether or not that exists. */
    public static boolean isInVault() {
        return vaultEntry() != null;
    }

    /** Whether it names this one. */
    public static boolean isCurrentInVault(String keyId) {
        return isInVault() && keyId.equals(VAULT_PREFIX + vaultEntry());
    }

    private static String vaultEntry() {
        return Config.scope("credential", VirtualMfaDevice.TYPE).get(VAULT_KEY);
    }

    /**
     * The key that an envelope names.
     *
     * @throws KeyUnavailableException if it is unavailable
     */
    MasterKey byId(String keyId) {
        if (keyId.startsWith(VAULT_PREFIX)) {
            String memo = MEMO + realm.getId() + " " + keyId;
            return ((Reading) RequestMemo.of(session).computeIfAbsent(memo, key -> readVault(keyId))).key();
        }
        return realmKey.existing()
                .filter(key -> key.id().equals(keyId))
                .orElseThrow(() -> KeyUnavailableException.missing(keyId, realm));
    }

    /**
     * Read once per request: a vault may be behind a network, and one that is down costs a time-out each time.
     *
     * @param found null if it is unavailable
     * @param why it is unavailable; null if it is not
     */
    private record Reading(MasterKey found, String why) {

        MasterKey key() {
            if (found == null) {
                throw new KeyUnavailableException(why);
            }
            return found;
        }
    }

    private Reading readVault(String keyId) {
        try {
            return new Reading(vaultKey(keyId.substring(VAULT_PREFIX.length())), null);
        } catch (KeyUnavailableException e) {
            return new Reading(null, e.getMessage());
        }
    }

    private MasterKey vaultKey(String entry) {
        if (!VAULT_ENTRY.matcher(entry).matches()) {
            throw new KeyUnavailableException(
                    KeyUnavailableException.OPTION + " must name a vault entry ([A-Za-z0-9._-])");
        }
        try (VaultRawSecret secret = rawSecret(entry)) {
            ByteBuffer raw = secret.get()
                    .orElseThrow(() -> new KeyUnavailableException("The vault has no entry " + entry + " for realm "
                            + realm.getName() + ", which " + KeyUnavailableException.OPTION + " names"));
            byte[] bytes = new byte[raw.remaining()];
            raw.duplicate().get(bytes);
            return checked(VAULT_PREFIX + entry, bytes);
        }
    }

    /** A vault that fails, such as one behind a network, means that the key is unavailable. */
    private VaultRawSecret rawSecret(String entry) {
        try {
            return session.vault().getRawSecret("${vault." + entry + "}");
        } catch (RuntimeException e) {
            LOG.errorf(e, "The vault failed at the entry %s, which %s names", entry, KeyUnavailableException.OPTION);
            throw new KeyUnavailableException("The vault failed at the entry " + entry + " for realm " + realm.getName()
                    + ", which " + KeyUnavailableException.OPTION + " names");
        }
    }

    private static MasterKey checked(String keyId, byte[] bytes) {
        if (bytes.length < MasterKey.MIN_BYTES) {
            throw new KeyUnavailableException("The key " + keyId + " has " + bytes.length + " bytes and needs "
                    + MasterKey.MIN_BYTES + ": see " + KeyUnavailableException.OPTION);
        }
        return new MasterKey(keyId, bytes);
    }
}
