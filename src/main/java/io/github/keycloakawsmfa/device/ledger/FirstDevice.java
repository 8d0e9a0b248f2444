package io.github.keycloakawsmfa.device.ledger;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;

/** What a user has to bring for a first device: the realm attribute {@code aws-mfa.first-device}. */
public enum FirstDevice {
    /** This very sign-in is enough; in a session that was carried along, a ticket works instead. */
    PASSWORD,
    /** A ticket that an administrator made. */
    TICKET;

    /** What users without a device still owe for the first one. */
    public enum Owed {
        NOTHING,
        /** To sign in again, in this very authentication session. */
        SIGN_IN,
        TICKET
    }

    /** Name of the realm attribute. */
    public static final String ATTRIBUTE = "aws-mfa.first-device";

    private static final Logger LOG = Logger.getLogger(FirstDevice.class);

    /** @return {@link #PASSWORD} if nothing is set; the stricter one if the value cannot be read */
    public static FirstDevice of(RealmModel realm) {
        String value = realm.getAttribute(ATTRIBUTE);
        if (value == null || value.isBlank()) {
            return PASSWORD;
        }
        return read(value).orElseGet(() -> {
            LOG.warnf("Realm %s: %s is neither password nor ticket; a ticket is asked for", realm.getName(), ATTRIBUTE);
            return TICKET;
        });
    }

    /**
     * What a value of the attribute says. Blanks around it are dropped.
     *
     * @return empty for null and for what cannot be read
     */
    public static Optional<FirstDevice> read(String value) {
        return Stream.of(values())
                .filter(known -> value != null && known.wireName().equals(value.strip()))
                .findFirst();
    }

    /**
     * A user session may come from a mailed link, so one that was carried along is never enough by itself (rule S13).
     *
     * @param signedIn whether the user has proved who they are in this very sign-in
     * @param ticket whether a ticket is brought, or is still pending
     */
    public Owed owed(boolean signedIn, boolean ticket) {
        if (this == TICKET) {
            return Owed.TICKET;
        }
        if (signedIn) {
            return Owed.NOTHING;
        }
        return ticket ? Owed.TICKET : Owed.SIGN_IN;
    }

    /** As in the attribute. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
