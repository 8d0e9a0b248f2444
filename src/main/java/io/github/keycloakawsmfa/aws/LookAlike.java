package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import java.util.Locale;
import java.util.Set;

/**
 * Names under which an attribute may pass for what only the gate writes. AWS minds case and blanks; whoever forges
 * hopes that somebody on the way does not, so they are ignored here.
 */
final class LookAlike {

    private static final Set<String> ROLE = Set.of(folded(AwsAttributes.ROLE), "role", "roleentitlement");

    private static final Set<String> EVIDENCE = Set.of(folded(AwsAttributes.ASSURANCE), "edupersonassurance");

    private static final String MFA_TAGS = folded(AwsAttributes.PRINCIPAL_TAG_PREFIX + "mfa");

    private LookAlike() {}

    /** @param name an attribute's Name or FriendlyName, or null */
    static boolean ofRole(String name) {
        return name != null && ROLE.contains(folded(name));
    }

    /** @param name an attribute's Name or FriendlyName, or null */
    static boolean ofEvidence(String name) {
        return name != null && (EVIDENCE.contains(folded(name)) || folded(name).startsWith(MFA_TAGS));
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
