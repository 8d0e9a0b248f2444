package io.github.keycloakawsmfa.aws.model;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of the SAML attributes that AWS reads. AWS compares them case-sensitively.
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
     * The common form of names that someone might take for the same: without blanks, invisible characters and case.
     *
     * @param name not null
     */
    public static String folded(String name) {
        String seen = PrintableAscii.isAll(name) ? name : UNSEEN.matcher(name).replaceAll("");
        return seen.toLowerCase(Locale.ROOT);
    }
}
