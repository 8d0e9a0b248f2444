package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.MfaTag;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Names under which an attribute may pass for what only the gate writes. AWS respects case and blanks; a forger hopes
 * that something on the way does not, so they are ignored here.
 */
public final class SpoofedAttribute {

    private static final Set<String> ROLE = Set.of(AwsAttributes.folded(AwsAttributes.ROLE), "role", "roleentitlement");

    private static final Set<String> EVIDENCE =
            Set.of(AwsAttributes.folded(AwsAttributes.ASSURANCE), "edupersonassurance");

    private static final List<String> MFA_TAGS = Stream.of(
                    AwsAttributes.PRINCIPAL_TAG_PREFIX, AwsAttributes.ACCESS_CONTROL_PREFIX)
            .flatMap(prefix -> Stream.of(prefix, prefix.substring(AwsAttributes.PREFIX.length())))
            .map(prefix -> AwsAttributes.folded(prefix + MfaTag.PREFIX))
            .toList();

    private SpoofedAttribute() {}

    /** @param name an attribute's Name or FriendlyName, or null */
    static boolean ofRole(String name) {
        return name != null && ROLE.contains(AwsAttributes.folded(name));
    }

    /**
     * Whether it passes for the statement that MFA was passed, which only the gate writes.
     *
     * @param name an attribute's Name or FriendlyName, or null
     */
    public static boolean ofEvidence(String name) {
        return name != null
                && (EVIDENCE.contains(AwsAttributes.folded(name))
                        || MFA_TAGS.stream().anyMatch(AwsAttributes.folded(name)::startsWith));
    }

    /**
     * @param name an attribute's Name or FriendlyName, or null
     * @param ours the Name of one that the gate writes
     */
    static boolean of(String ours, String name) {
        return name != null && AwsAttributes.folded(name).equals(AwsAttributes.folded(ours));
    }
}
