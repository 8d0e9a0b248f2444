package io.github.keycloakawsmfa.aws.model;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A session tag as AWS accepts it: a key of 1 to 128 letters, digits or blanks of any script, or any of
 * {@code _ . : / = + - @}, without surrounding blanks and not beginning with {@code aws:}; and a value of the same, up
 * to 256. AWS ignores case when comparing keys.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html">AWS STS, Tag</a>
 */
public final class SessionTag {

    /**
     * A session tag about the code: CloudTrail shows it, and policies may test it as {@code aws:RequestTag/…} at sign-in
     * and {@code aws:PrincipalTag/…} afterwards.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">IAM User Guide, Session tags</a>
     */
    public enum MfaTag {
        /** {@code true}: there was a code. */
        MFA("mfa"),
        /** The id of the device, as in Keycloak's events. */
        DEVICE("mfa-device"),
        /** When the code was accepted: ISO 8601, in UTC, in whole seconds. */
        TIME("mfa-time");

        /** The beginning of a tag's key that only the gate may use. */
        public static final String PREFIX = "mfa";

        private final String key;

        MfaTag(String key) {
            this.key = key;
        }

        /** @param key as AWS shows it; null is not one */
        public static Optional<MfaTag> of(String key) {
            return Stream.of(values()).filter(tag -> tag.key.equals(key)).findFirst();
        }

        /** The tag's key. */
        public String key() {
            return key;
        }
    }

    /** The most tags that AWS accepts with one session. */
    public static final int MOST = 50;

    private static final String CHARACTERS = "[\\p{L}\\p{Z}\\p{N}_.:/=+@-]";
    private static final Pattern KEY = Pattern.compile(CHARACTERS + "{1,128}");
    private static final Pattern VALUE = Pattern.compile(CHARACTERS + "{0,256}");

    private SessionTag() {}

    /** @param text not null */
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches()
                && text.equals(text.strip())
                && !text.toLowerCase(Locale.ROOT).startsWith("aws:");
    }

    /**
     * Whether it is a key for a user's attribute: a key that AWS accepts and that is not reserved for the code. It has
     * no equals sign, which separates key and attribute in the client's settings.
     */
    public static boolean isUserKey(String text) {
        return isKey(text)
                && text.indexOf('=') < 0
                && !text.toLowerCase(Locale.ROOT).startsWith(MfaTag.PREFIX);
    }

    /** @param text not null */
    public static boolean isValue(String text) {
        return VALUE.matcher(text).matches();
    }
}
