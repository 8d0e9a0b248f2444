package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.aws.NameSource;
import io.github.keycloakawsmfa.aws.SessionTags;
import io.github.keycloakawsmfa.aws.model.MfaTag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What an administrator asks set-up for about the session at AWS. What is not specified stays as it is.
 *
 * @param sourceIdentity as in the mapper, or an empty text for no mapper
 * @param tags what the session tags say about the code
 * @param userTags tag keys, each with a user attribute
 * @param transitiveTags keys of tags that role chaining keeps
 */
record SessionRequest(
        Optional<NameSource> sessionName,
        Optional<String> sourceIdentity,
        Optional<List<MfaTag>> tags,
        Optional<Map<String, String>> userTags,
        Optional<List<String>> transitiveTags) {

    static final List<String> FIELDS = List.of("sessionName", "sourceIdentity", "tags", "userTags", "transitiveTags");

    /** Nothing specified. */
    static final SessionRequest NOTHING = new SessionRequest(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final String COMMA = ",";

    /** @throws BadCallException with a sentence that names the field */
    static SessionRequest of(StrictJson json) {
        return new SessionRequest(
                json.text("sessionName").map(SessionValues::sessionName),
                json.text("sourceIdentity").map(SessionValues::sourceIdentity),
                json.textsIfSaid("tags").map(SessionValues::tags),
                json.textByKey("userTags").map(SessionValues::userTags),
                json.textsIfSaid("transitiveTags").map(SessionValues::transitiveTags));
    }

    /** The client attributes that {@link SessionTags} reads. Unreadable present entries are removed. */
    List<ClientSetting> settings() {
        return List.of(
                setting(
                        SessionTags.MFA,
                        tags.map(asked -> asked.stream().map(MfaTag::key).collect(Collectors.joining(COMMA)))),
                setting(SessionTags.USERS, userTags.map(SessionRequest::joined)),
                setting(SessionTags.TRANSITIVE, transitiveTags.map(asked -> String.join(COMMA, asked))));
    }

    /** Whether something is asked for that IAM Identity Center does not know. */
    boolean isForIamOnly() {
        return sessionName.isPresent() || sourceIdentity.isPresent() || transitiveTags.isPresent();
    }

    /** For the admin event. */
    void describe(Map<String, Object> fields) {
        sessionName.ifPresent(value -> fields.put("sessionName", value.text()));
        sourceIdentity.ifPresent(value -> fields.put("sourceIdentity", value));
        tags.ifPresent(
                value -> fields.put("tags", value.stream().map(MfaTag::key).toList()));
        userTags.ifPresent(value -> fields.put("userTags", value));
        transitiveTags.ifPresent(value -> fields.put("transitiveTags", value));
    }

    private static String joined(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .collect(Collectors.joining(COMMA));
    }

    private static ClientSetting setting(String name, Optional<String> asked) {
        Predicate<String> readable = entry -> SessionTags.isReadable(name, entry);
        UnaryOperator<String> kept = present -> SessionTags.entries(present).allMatch(readable)
                ? present
                : SessionTags.entries(present).filter(readable).collect(Collectors.joining(COMMA));
        return ClientSetting.attribute(name, asked.map(ClientSetting::must).orElse(kept));
    }
}
