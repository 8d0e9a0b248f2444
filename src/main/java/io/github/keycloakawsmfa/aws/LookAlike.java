package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.MfaTag;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names under which an attribute may pass for what only the gate writes. AWS minds case and blanks; whoever forges
 * hopes that somebody on the way does not, so they are ignored here.
 */
final class LookAlike {

    /** Blanks and invisible characters of any script. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}]+");

    private static final Set<String> ROLE = Set.of(folded(AwsAttributes.ROLE), "role", "roleentitlement");

    private static final Set<String> EVIDENCE = Set.of(folded(AwsAttributes.ASSURANCE), "edupersonassurance");

    private static final List<String> MFA_TAGS = Stream.of(
                    AwsAttributes.PRINCIPAL_TAG_PREFIX, AwsAttributes.ACCESS_CONTROL_PREFIX)
            .flatMap(prefix -> Stream.of(prefix, prefix.substring(AwsAttributes.PREFIX.length())))
            .map(prefix -> folded(prefix + MfaTag.PREFIX))
            .toList();

    private LookAlike() {}

    /** @param name an attribute's Name or FriendlyName, or null */
    static boolean ofRole(String name) {
        return name != null && ROLE.contains(folded(name));
    }

    /** @param name an attribute's Name or FriendlyName, or null */
    static boolean ofEvidence(String name) {
        return name != null
                && (EVIDENCE.contains(folded(name)) || MFA_TAGS.stream().anyMatch(folded(name)::startsWith));
    }

    /**
     * @param name an attribute's Name or FriendlyName, or null
     * @param ours the Name of one that the gate writes
     */
    static boolean of(String ours, String name) {
        return name != null && folded(name).equals(folded(ours));
    }

    private static String folded(String name) {
        return UNSEEN.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
