package io.github.keycloakawsmfa.device.seal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.keycloak.common.util.Base64Url;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.component.ComponentModel;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.keys.Attributes;
import org.keycloak.keys.GeneratedAesKeyProviderFactory;
import org.keycloak.keys.KeyProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The component that holds a realm's own key: of Keycloak's own type, passive, with a fixed id per realm. Keycloak
 * shows the config of a component of an unknown type in clear, so a type of ours would reveal the key once the JAR is
 * gone (26.7.3, ComponentResource.getComponents).
 */
record RealmKeyComponent(ComponentModel model) {

    /** Precedes the key id in envelopes. */
    static final String PREFIX = "realm:";

    /** What fits into the table and into an event. */
    private static final int MAX_KEY_ID = 255;

    /** Where a checked key is kept: until Keycloak's cache drops the component, or its secret changes. */
    private static final String NOTE = "virtual-mfa.checked";

    static Optional<RealmKeyComponent> of(RealmModel realm) {
        return Optional.ofNullable(realm.getComponent(id(realm))).map(RealmKeyComponent::new);
    }

    /** Keycloak generates secret and key id. */
    static RealmKeyComponent create(RealmModel realm) {
        MultivaluedHashMap<String, String> config = new MultivaluedHashMap<>();
        config.putSingle(Attributes.PRIORITY_KEY, "-1000");
        config.putSingle(Attributes.ENABLED_KEY, "true");
        // Passive: Keycloak itself must never encrypt with it.
        config.putSingle(Attributes.ACTIVE_KEY, "false");
        config.putSingle(Attributes.SECRET_SIZE_KEY, Integer.toString(MasterKey.MIN_BYTES));
        ComponentModel model = new ComponentModel();
        model.setId(id(realm));
        model.setName(VirtualMfaDevice.TYPE);
        model.setParentId(realm.getId());
        model.setProviderId(GeneratedAesKeyProviderFactory.ID);
        model.setProviderType(KeyProvider.class.getName());
        model.setConfig(config);
        return new RealmKeyComponent(realm.addComponentModel(model));
    }

    void remove(KeycloakSession session, RealmModel realm) {
        realm.removeComponent(model);
        // Hibernate inserts before it deletes, and the next one has the same id.
        session.getProvider(JpaConnectionProvider.class).getEntityManager().flush();
    }

    /** Its name for itself, which anyone who manages the realm may choose. */
    String keyId() {
        return PREFIX + model.get(Attributes.KID_KEY);
    }

    /**
     * Neither its priority nor whether it is enabled counts: Keycloak itself does not use it.
     *
     * @param keyId what devices call it
     * @return empty if that is not a key
     */
    Optional<MasterKey> key(String keyId) {
        String secret = model.get(Attributes.SECRET_KEY);
        if (secret == null || keyId.length() > MAX_KEY_ID) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64Url.decode(secret))
                    .filter(bytes -> bytes.length >= MasterKey.MIN_BYTES)
                    .map(bytes -> new MasterKey(keyId, bytes));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    Optional<RealmKeyState.Kept> checked() {
        return model.getNote(NOTE) instanceof RealmKeyState.Kept kept ? Optional.of(kept) : Optional.empty();
    }

    void setChecked(RealmKeyState.Kept kept) {
        model.setNote(NOTE, kept);
    }

    private static String id(RealmModel realm) {
        return UUID.nameUUIDFromBytes(("virtual-mfa " + realm.getId()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
