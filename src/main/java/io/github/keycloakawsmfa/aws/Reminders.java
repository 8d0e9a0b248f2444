package io.github.keycloakawsmfa.aws;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;

/** Whether users without a device are reminded by themselves: the realm attribute {@code aws-mfa.reminders}. */
public enum Reminders {
    /** Once a week, those who have a date. */
    WEEKLY,
    /** Only by a call. */
    OFF;

    /** Name of the realm attribute. */
    public static final String ATTRIBUTE = "aws-mfa.reminders";

    /** {@link #OFF} if nothing is set, or the value cannot be read. */
    public static Reminders of(RealmModel realm) {
        return read(realm.getAttribute(ATTRIBUTE)).orElse(OFF);
    }

    /**
     * What a value of the attribute says. Blanks around it are dropped.
     *
     * @return empty for null and for what cannot be read
     */
    public static Optional<Reminders> read(String value) {
        return Stream.of(values())
                .filter(known -> value != null && known.wireName().equals(value.strip()))
                .findFirst();
    }

    /** As in the attribute. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
