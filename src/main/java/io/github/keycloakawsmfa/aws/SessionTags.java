package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.model.SessionTag;
import io.github.keycloakawsmfa.aws.model.SessionTag.MfaTag;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;

/**
 * The session tags that a client's assertions carry: none unless set-up was asked for them, because every role behind a
 * provider that sends tags has to allow {@code sts:TagSession}.
 *
 * @param mfa what they say about the code
 * @param users tag keys, each with the user attribute that its value comes from, in the order requested
 * @param transitive those of all the keys that role chaining keeps
 */
public record SessionTags(Set<MfaTag> mfa, Map<String, String> users, Set<String> transitive) {

    /** Client attribute: {@code mfa}, {@code mfa-device}, {@code mfa-time}, comma-separated. */
    public static final String MFA = "aws-mfa.tags";

    /** Client attribute: {@code TagKey=userAttribute}, comma-separated. */
    public static final String USERS = "aws-mfa.user-tags";

    /** Client attribute: tag keys, comma-separated. */
    public static final String TRANSITIVE = "aws-mfa.transitive-tags";

    /** What cannot be read is left out: a trust policy that demands the tag then refuses. */
    public static SessionTags of(ClientModel client) {
        Set<MfaTag> mfa = EnumSet.noneOf(MfaTag.class);
        list(client, MFA).forEach(key -> MfaTag.of(key).ifPresent(mfa::add));
        Map<String, String> users = new LinkedHashMap<>();
        list(client, USERS)
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> users.put(pair[0].strip(), pair[1].strip()));
        Set<String> transitive = list(client, TRANSITIVE).collect(Collectors.toUnmodifiableSet());
        return new SessionTags(Collections.unmodifiableSet(mfa), Collections.unmodifiableMap(users), transitive);
    }

    /**
     * Whether one entry of one of the three attributes can be read: otherwise it yields no tag.
     *
     * @param attribute {@link #MFA}, {@link #USERS} or {@link #TRANSITIVE}
     */
    public static boolean isReadable(String attribute, String entry) {
        return switch (attribute) {
            case MFA -> MfaTag.of(entry).isPresent();
            case USERS -> {
                String[] pair = entry.split("=", 2);
                yield pair.length == 2 && SessionTag.isUserKey(pair[0].strip()) && !pair[1].isBlank();
            }
            default -> MfaTag.of(entry).isPresent() || SessionTag.isUserKey(entry);
        };
    }

    /** Whether the assertions carry any, so that AWS requires the right to {@code sts:TagSession}. */
    public boolean areSent() {
        return !mfa.isEmpty() || !users.isEmpty();
    }

    private static Stream<String> list(ClientModel client, String attribute) {
        String text = client.getAttribute(attribute);
        return text == null ? Stream.empty() : entries(text);
    }

    /** The non-empty parts of one of these attributes. */
    public static Stream<String> entries(String attributeValue) {
        return Stream.of(attributeValue.split(",")).map(String::strip).filter(part -> !part.isEmpty());
    }
}
