package io.github.keycloakawsmfa.device;

import java.util.Locale;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;

/** What a user has to bring for a first device: the realm attribute {@code aws-mfa.first-device}. */
public enum FirstDevice {
    /** The sign-in is enough. */
    PASSWORD,
    /** A ticket that an administrator made. */
    TICKET;

    /** Name of the realm attribute. */
    public static final String ATTRIBUTE = "aws-mfa.first-device";

    private static final Logger LOG = Logger.getLogger(FirstDevice.class);

    /** @return {@link #PASSWORD} where nothing is set; the stricter one for what cannot be read */
    public static FirstDevice of(RealmModel realm) {
        String value = realm.getAttribute(ATTRIBUTE);
        if (value == null || value.isBlank()) {
            return PASSWORD;
        }
        for (FirstDevice known : values()) {
            if (known.wireName().equals(value)) {
                return known;
            }
        }
        LOG.warnf("Realm %s: %s is neither password nor ticket; a ticket is asked for", realm.getName(), ATTRIBUTE);
        return TICKET;
    }

    /** As in the attribute. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
