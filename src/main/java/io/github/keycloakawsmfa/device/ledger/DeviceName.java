package io.github.keycloakawsmfa.device.ledger;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A device's name: 1 to 64 letters or digits of any script, inner blanks and {@code _+=,.@-}, as AWS allows for the
 * device names of CreateVirtualMFADevice, plus other scripts.
 *
 * @param value the name in Unicode normal form C, without surrounding blanks
 */
public record DeviceName(String value) {

    /** The longest name, in Unicode code points. */
    public static final int MAX_LENGTH = 64;

    /** Nothing longer becomes a name: the canonical form of a character has at most four, each of two UTF-16 units. */
    private static final int MAX_TYPED = MAX_LENGTH * 4 * 2;

    private static final Pattern ALLOWED =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}_+=,.@-](?:[\\p{L}\\p{M}\\p{N}_+=,.@ -]*[\\p{L}\\p{M}\\p{N}_+=,.@-])?");

    /** @throws IllegalArgumentException if the value is not a device name; {@link #parse} never throws */
    public DeviceName {
        if (!valid(value)) {
            throw new IllegalArgumentException("Not a device name of 1 to " + MAX_LENGTH + " characters");
        }
    }

    /**
     * @param typed what the user typed, or null
     * @return the name, or empty if it is missing, too long or has other characters
     */
    public static Optional<DeviceName> parse(String typed) {
        String stripped = typed == null ? "" : typed.strip();
        // Java takes time by the square of their number to bring combining characters into order: seconds for a form's
        // field.
        if (stripped.length() > MAX_TYPED) {
            return Optional.empty();
        }
        String value = Normalizer.normalize(stripped, Normalizer.Form.NFC);
        return valid(value) ? Optional.of(new DeviceName(value)) : Optional.empty();
    }

    /** Two names with the same key are the same name: NFKC, without case. */
    public String key() {
        return keyOf(value);
    }

    /**
     * Whether a device with that label has this name. Keycloak's own page may have renamed it to something that is not
     * a device name; that is compared as it is. Keycloak's store compares too, in its own way (26.4 to 26.7,
     * JpaUserCredentialStore.validateDuplicateCredential).
     */
    public boolean isTakenBy(String label) {
        return keyOf(label).equals(key()) || label.equalsIgnoreCase(value);
    }

    /** As {@link #key}, for a label that need not be a device name. */
    public static String keyOf(String label) {
        String folded = Normalizer.normalize(label, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFKC);
    }

    private static boolean valid(String value) {
        return value != null
                && value.codePointCount(0, value.length()) <= MAX_LENGTH
                && ALLOWED.matcher(value).matches();
    }
}
