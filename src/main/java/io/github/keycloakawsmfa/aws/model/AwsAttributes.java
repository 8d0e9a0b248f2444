package io.github.keycloakawsmfa.aws.model;

import io.github.keycloakawsmfa.aws.model.SessionTag.MfaTag;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of the SAML attributes that AWS reads, and names that may pass for them. AWS respects case and blanks when it
 * compares names; a forger hopes that something on the way does not, so they are ignored here.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml_assertions.html">IAM User
 *     Guide, Configure SAML assertions</a>
 */
public final class AwsAttributes {

    public static final String PREFIX = "https://aws.amazon.com/SAML/Attributes/";

    /** One attribute, one value for each role: {@link RolePair#value()}. */
    public static final String ROLE = PREFIX + "Role";

    /** One value: {@link RoleSessionName#value()}. */
    public static final String ROLE_SESSION_NAME = PREFIX + "RoleSessionName";

    /** One value: {@link SessionDuration#attributeValue()}. */
    public static final String SESSION_DURATION = PREFIX + "SessionDuration";

    /** One value, like a role session name but not beginning with {@code aws:}. */
    public static final String SOURCE_IDENTITY = PREFIX + "SourceIdentity";

    /** Followed by a tag's key. */
    public static final String PRINCIPAL_TAG_PREFIX = PREFIX + "PrincipalTag:";

    /** The same for IAM Identity Center: it makes a session tag of it. */
    public static final String ACCESS_CONTROL_PREFIX = PREFIX + "AccessControl:";

    /** One value for each tag key that role chaining keeps. */
    public static final String TRANSITIVE_TAG_KEYS = PREFIX + "TransitiveTagKeys";

    /** eduPersonAssurance, which trust policies see as {@code saml:edupersonassurance}. */
    public static final String ASSURANCE = "urn:oid:1.3.6.1.4.1.5923.1.1.1.11";

    /** The value of {@link #ASSURANCE} that says multi-factor: the REFEDS MFA profile. */
    public static final String ASSURANCE_MFA = "https://refeds.org/profile/mfa";

    /** Blanks and invisible characters of any script. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}]+");

    private static final String FOLDED_PREFIX = folded(PREFIX);

    private static final Set<String> ROLE_LOOKALIKES = Set.of(folded(ROLE), "role", "roleentitlement");

    private static final Set<String> ASSURANCE_LOOKALIKES = Set.of(folded(ASSURANCE), "edupersonassurance");

    private static final List<String> MFA_TAG_LOOKALIKES = Stream.of(PRINCIPAL_TAG_PREFIX, ACCESS_CONTROL_PREFIX)
            .flatMap(prefix -> Stream.of(prefix, prefix.substring(PREFIX.length())))
            .map(prefix -> folded(prefix + MfaTag.PREFIX))
            .toList();

    private AwsAttributes() {}

    /**
     * Whether a name is one of AWS's, or might be taken for one: blanks and case are ignored, though AWS respects them.
     *
     * @param name an attribute's Name or FriendlyName; null is not one
     */
    public static boolean isAwsName(String name) {
        return name != null && folded(name).startsWith(FOLDED_PREFIX);
    }

    /**
     * Whether an attribute may pass for the roles, which only the gate writes.
     *
     * @param name an attribute's Name or FriendlyName; null does not
     */
    public static boolean passesForRole(String name) {
        return name != null && ROLE_LOOKALIKES.contains(folded(name));
    }

    /**
     * Whether an attribute may pass for the statement that MFA was passed, which only the gate writes.
     *
     * @param name an attribute's Name or FriendlyName; null does not
     */
    public static boolean passesForEvidence(String name) {
        return name != null
                && (ASSURANCE_LOOKALIKES.contains(folded(name))
                        || MFA_TAG_LOOKALIKES.stream().anyMatch(folded(name)::startsWith));
    }

    /**
     * Whether an attribute may pass for one that the gate writes.
     *
     * @param name an attribute's Name or FriendlyName; null does not
     * @param ours the Name of the gate's attribute
     */
    public static boolean passesFor(String ours, String name) {
        return name != null && folded(name).equals(folded(ours));
    }

    /**
     * The common form of names that someone might take for the same: without blanks, invisible characters and case.
     *
     * @param name not null
     */
    public static String folded(String name) {
        String seen = isVisibleAscii(name) ? name : UNSEEN.matcher(name).replaceAll("");
        return seen.toLowerCase(Locale.ROOT);
    }

    /**
     * Whether a text has visible ASCII characters only, not even a blank, like nearly every name and address. Nothing in
     * it is invisible, none of its letters has another form, and no browser drops any of it: asking first saves the work
     * that other text needs.
     */
    static boolean isVisibleAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '!' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
