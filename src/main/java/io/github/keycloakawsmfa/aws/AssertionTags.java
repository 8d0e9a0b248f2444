package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.aws.model.SessionTag;
import io.github.keycloakawsmfa.aws.model.SessionTag.MfaTag;
import io.github.keycloakawsmfa.evidence.Evidence;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;

/**
 * The session tags of one response, each in the attribute that the client's service provider reads.
 *
 * @param attributes by their Names, each with its values
 * @param leftOut keys of requested tags that are missing: the user has no value that AWS accepts, or the key is not for
 *     user attributes
 * @param names of all attributes that belong to the gate here, whether or not it has a value for them
 */
record AssertionTags(Map<String, List<String>> attributes, List<String> leftOut, Set<String> names) {

    /** The tags that the client asks for in a response with this evidence. */
    static AssertionTags of(ClientModel client, UserModel user, Evidence evidence) {
        SessionTags wanted = SessionTags.of(client);
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<String> leftOut = new ArrayList<>();
        wanted.mfa().forEach(tag -> sent.put(tag.key(), value(tag, evidence)));
        wanted.users().forEach((key, attribute) -> {
            String value = user.getFirstAttribute(attribute);
            boolean valid = SessionTag.isUserKey(key)
                    && !sent.containsKey(key)
                    && value != null
                    && !value.isBlank()
                    && SessionTag.isValue(value);
            if (valid) {
                sent.put(key, value);
            } else {
                leftOut.add(key);
            }
        });
        return new AssertionTags(
                attributes(wanted, sent, AwsClientSettings.preset(client)), List.copyOf(leftOut), names(wanted));
    }

    private static Set<String> names(SessionTags wanted) {
        Set<String> names = Stream.concat(wanted.mfa().stream().map(MfaTag::key), wanted.users().keySet().stream())
                .flatMap(key -> Stream.of(AwsAttributes.PRINCIPAL_TAG_PREFIX, AwsAttributes.ACCESS_CONTROL_PREFIX)
                        .map(prefix -> prefix + key))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!wanted.transitive().isEmpty()) {
            names.add(AwsAttributes.TRANSITIVE_TAG_KEYS);
        }
        return names;
    }

    /** Identity Center has no transitive tags: its sessions are not chained. */
    private static Map<String, List<String>> attributes(
            SessionTags wanted, Map<String, String> sent, AwsPreset preset) {
        String prefix =
                preset == AwsPreset.IAM ? AwsAttributes.PRINCIPAL_TAG_PREFIX : AwsAttributes.ACCESS_CONTROL_PREFIX;
        Map<String, List<String>> attributes = new TreeMap<>();
        sent.forEach((key, value) -> attributes.put(prefix + key, List.of(value)));
        TreeSet<String> transitive = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        transitive.addAll(wanted.transitive());
        List<String> kept = sent.keySet().stream().filter(transitive::contains).toList();
        if (preset == AwsPreset.IAM && !kept.isEmpty()) {
            attributes.put(AwsAttributes.TRANSITIVE_TAG_KEYS, kept);
        }
        return attributes;
    }

    private static String value(MfaTag tag, Evidence evidence) {
        return switch (tag) {
            case MFA -> "true";
            case DEVICE -> evidence.deviceId();
            case TIME -> evidence.at().truncatedTo(ChronoUnit.SECONDS).toString();
        };
    }
}
