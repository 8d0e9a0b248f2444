package io.github.keycloakawsmfa.device;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.keys.Attributes;
import org.keycloak.keys.GeneratedAesKeyProviderFactory;
import org.keycloak.keys.KeyProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RealmProvider;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.vault.VaultRawSecret;

/**
 * Where the master key comes from: the vault entry that the server option names, else the realm's own AES key.
 *
 * <p>The realm's key is a passive component of Keycloak's own type: Keycloak shows the config of a component of an
 * unknown type in clear, so a type of ours would give the key away once the JAR is gone (26.7.3,
 * ComponentResource.getComponents).
 */
final class KeySource {

    /** The server option is {@code --spi-credential--virtual-mfa--vault-key}. */
    static final String VAULT_KEY = "vault-key";

    private static final Logger LOG = Logger.getLogger(KeySource.class);

    private static final String VAULT_PREFIX = "vault:";
    private static final String REALM_PREFIX = "realm:";
    private static final Pattern VAULT_ENTRY = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final String OPTION = "--spi-credential--virtual-mfa--vault-key";

    private final KeycloakSession session;
    private final RealmModel realm;

    /** Read once: a vault may be behind a network, and a look at all devices asks for each. */
    private final Map<String, MasterKey> had = new HashMap<>();

    /** The session's context must have this realm: Keycloak's vault takes the realm's name from there. */
    KeySource(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realm = realm;
    }

    /**
     * The key that seals new secrets; the realm's own one is made if it is missing.
     *
     * @throws KeyUnavailableException if the vault entry is set but not to be had: there is no falling back
     */
    MasterKey current() {
        String realmId = realm.getId();
        return present().orElseGet(() -> createRealmKey(realmId));
    }

    /**
     * The same, but makes none.
     *
     * @return empty if the realm has not needed a key of its own yet
     * @throws KeyUnavailableException if there is one, but it is not to be had
     */
    Optional<MasterKey> present() {
        String entry = vaultEntry();
        return entry == null ? realmKey(session, realm) : Optional.of(vaultKey(entry));
    }

    /** Whether the server option names a vault entry, be it there or not. */
    static boolean isInVault() {
        return vaultEntry() != null;
    }

    private static String vaultEntry() {
        return Config.scope("credential", VirtualMfaDevice.TYPE).get(VAULT_KEY);
    }

    /**
     * The key that an envelope names.
     *
     * @throws KeyUnavailableException if it is not to be had
     */
    MasterKey byId(String keyId) {
        return had.computeIfAbsent(keyId, this::read);
    }

    private MasterKey read(String keyId) {
        if (keyId.startsWith(VAULT_PREFIX)) {
            return vaultKey(keyId.substring(VAULT_PREFIX.length()));
        }
        if (keyId.startsWith(REALM_PREFIX)) {
            String kid = keyId.substring(REALM_PREFIX.length());
            KeyWrapper key = session.keys().getKey(realm, kid, KeyUse.ENC, Algorithm.AES);
            if (key != null && key.getSecretKey() != null) {
                return checked(keyId, key.getSecretKey().getEncoded());
            }
        }
        throw new KeyUnavailableException("The key " + keyId + " of realm " + realm.getName()
                + " is missing: put its key provider or vault entry back, or name it by " + OPTION);
    }

    private MasterKey vaultKey(String entry) {
        if (!VAULT_ENTRY.matcher(entry).matches()) {
            throw new KeyUnavailableException(OPTION + " must name a vault entry ([A-Za-z0-9._-])");
        }
        try (VaultRawSecret secret = readVault(entry)) {
            ByteBuffer raw = secret.get()
                    .orElseThrow(() -> new KeyUnavailableException("The vault has no entry " + entry + " for realm "
                            + realm.getName() + ", which " + OPTION + " names"));
            byte[] bytes = new byte[raw.remaining()];
            raw.duplicate().get(bytes);
            return checked(VAULT_PREFIX + entry, bytes);
        }
    }

    /** A vault that fails, such as one behind a network, is a key that is not to be had. */
    private VaultRawSecret readVault(String entry) {
        try {
            return session.vault().getRawSecret("${vault." + entry + "}");
        } catch (RuntimeException e) {
            LOG.errorf(e, "The vault failed at the entry %s, which %s names", entry, OPTION);
            throw new KeyUnavailableException("The vault failed at the entry " + entry + " for realm " + realm.getName()
                    + ", which " + OPTION + " names");
        }
    }

    private static MasterKey checked(String keyId, byte[] bytes) {
        if (bytes.length < MasterKey.MIN_BYTES) {
            throw new KeyUnavailableException("The key " + keyId + " has " + bytes.length + " bytes and needs "
                    + MasterKey.MIN_BYTES + ": see " + OPTION);
        }
        return new MasterKey(keyId, bytes);
    }

    private static Optional<MasterKey> realmKey(KeycloakSession session, RealmModel realm) {
        ComponentModel component = realm.getComponent(componentId(realm.getId()));
        if (component == null) {
            return Optional.empty();
        }
        String kid = component.get(Attributes.KID_KEY);
        return Optional.of(new KeySource(session, realm).byId(REALM_PREFIX + kid));
    }

    /** In a transaction of its own, so that two first enrolments agree on one key and no rollback takes it away again. */
    private MasterKey createRealmKey(String realmId) {
        try {
            return inOwnTransaction(realmId, true);
        } catch (ModelDuplicateException another) {
            return inOwnTransaction(realmId, false);
        }
    }

    private MasterKey inOwnTransaction(String realmId, boolean create) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                inner -> {
                    // Keycloak drops a changed realm from its cache a moment after the commit: only the store knows
                    // now.
                    RealmModel stored = inner.getProvider(RealmProvider.class).getRealm(realmId);
                    if (stored == null) {
                        throw new KeyUnavailableException("The realm is not stored yet, so it can have no key");
                    }
                    return realmKey(inner, stored).orElseGet(() -> {
                        if (create) {
                            inner.realms().getRealm(realmId).addComponentModel(realmKeyComponent(realmId));
                        }
                        return realmKey(inner, stored)
                                .orElseThrow(() -> new KeyUnavailableException("The realm's key could not be made"));
                    });
                },
                "virtual MFA key");
    }

    private static ComponentModel realmKeyComponent(String realmId) {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.putSingle(Attributes.PRIORITY_KEY, "-1000");
        config.putSingle(Attributes.ENABLED_KEY, "true");
        // Passive: Keycloak itself must never encrypt with it.
        config.putSingle(Attributes.ACTIVE_KEY, "false");
        config.putSingle(Attributes.SECRET_SIZE_KEY, Integer.toString(MasterKey.MIN_BYTES));
        ComponentModel component = new ComponentModel();
        component.setId(componentId(realmId));
        component.setName("virtual-mfa");
        component.setParentId(realmId);
        component.setProviderId(GeneratedAesKeyProviderFactory.ID);
        component.setProviderType(KeyProvider.class.getName());
        component.setConfig(config);
        return component;
    }

    private static String componentId(String realmId) {
        return UUID.nameUUIDFromBytes(("virtual-mfa " + realmId).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
