package io.github.keycloakawsmfa.aws.model;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * A session tag that tells of the code: CloudTrail shows it, and policies may test it as {@code aws:RequestTag/…} at
 * sign-in and {@code aws:PrincipalTag/…} afterwards.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html">IAM User Guide, Session tags</a>
 */
public enum MfaTag {
    /** {@code true}: there was a code. */
    MFA("mfa"),
    /** The id of the device, as Keycloak's events have it. */
    DEVICE("mfa-device"),
    /** When the code was taken: ISO 8601, in UTC, in whole seconds. */
    TIME("mfa-time");

    /** What only the gate may begin a tag's key with. */
    public static final String PREFIX = "mfa";

    private final String key;

    MfaTag(String key) {
        this.key = key;
    }

    /** @param key as AWS shows it; null is none */
    public static Optional<MfaTag> of(String key) {
        return Stream.of(values()).filter(tag -> tag.key.equals(key)).findFirst();
    }

    /** The tag's key. */
    public String key() {
        return key;
    }
}
