package io.github.keycloakawsmfa.aws.model;

import java.util.Optional;
import java.util.stream.Stream;

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
