package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.aws.NameSource;
import io.github.keycloakawsmfa.aws.SessionTags;
import io.github.keycloakawsmfa.aws.model.SessionTag;
import io.github.keycloakawsmfa.aws.model.SessionTag.MfaTag;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
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

    /** Separates the client attribute's entries. */
    private static final String COMMA = ",";

    private static final Pattern USER_ATTRIBUTE = Pattern.compile("(?! )[^,\\p{Cntrl}]{1,255}(?<! )");

    private static final int MOST_OF_USERS = SessionTag.MOST - MfaTag.values().length;

    private static final String KEY =
            ": the key of a session tag is 1 to 128 letters, digits, blanks or any of _.:/+-@,"
                    + " without blanks around, and does not begin with aws:";

    /** @throws BadCallException with a sentence that names the field */
    static SessionRequest of(StrictJson json) {
        return new SessionRequest(
                json.text("sessionName").map(SessionRequest::readSessionName),
                json.text("sourceIdentity").map(SessionRequest::readSourceIdentity),
                json.textsIfSaid("tags").map(SessionRequest::readTags),
                json.textByKey("userTags").map(SessionRequest::readUserTags),
                json.textsIfSaid("transitiveTags").map(SessionRequest::readTransitiveTags));
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

    private static NameSource readSessionName(String text) {
        return source("sessionName", text, "");
    }

    /** @return empty text if nothing should write it */
    private static String readSourceIdentity(String text) {
        return text.isEmpty()
                ? ""
                : source("sourceIdentity", text, ", or empty to switch it off").text();
    }

    private static NameSource source(String field, String text, String orElse) {
        return NameSource.of(text)
                .filter(source -> source.text().equals(text))
                .orElseThrow(() -> new BadCallException("\"" + field
                        + "\" must be \"username\", \"email\" or \"attribute:NAME\"" + orElse + ", not \"" + text
                        + "\"."));
    }

    private static List<MfaTag> readTags(List<String> texts) {
        return texts.stream()
                .map(text -> MfaTag.of(text).orElseThrow(() -> {
                    String known =
                            Arrays.stream(MfaTag.values()).map(MfaTag::key).collect(Collectors.joining(", "));
                    return new BadCallException("\"tags\" may hold " + known + ", not \"" + text + "\".");
                }))
                .distinct()
                .sorted()
                .toList();
    }

    private static Map<String, String> readUserTags(Map<String, String> tags) {
        if (tags.size() > MOST_OF_USERS) {
            throw new BadCallException("\"userTags\" has " + tags.size() + " tags: AWS takes " + SessionTag.MOST
                    + " with a session, of which " + MfaTag.values().length + " are for the code.");
        }
        Set<String> seen = new HashSet<>();
        tags.forEach((key, attribute) -> {
            if (!SessionTag.isUserKey(key)) {
                throw new BadCallException("\"userTags\" has \"" + key + "\"" + KEY
                        + ". Only the gate writes keys that begin with " + MfaTag.PREFIX + ".");
            }
            if (!seen.add(key.toLowerCase(Locale.ROOT))) {
                throw new BadCallException(
                        "\"userTags\" has \"" + key + "\" twice: AWS tells keys apart without case.");
            }
            if (!USER_ATTRIBUTE.matcher(attribute).matches()) {
                throw new BadCallException(
                        "\"userTags\" has \"" + attribute + "\" for \"" + key
                                + "\": the name of a user attribute is 1 to 255 characters without comma, and without blanks around.");
            }
        });
        return tags;
    }

    private static List<String> readTransitiveTags(List<String> keys) {
        for (String key : keys) {
            if (MfaTag.of(key).isEmpty() && !SessionTag.isUserKey(key)) {
                throw new BadCallException("\"transitiveTags\" has \"" + key + "\"" + KEY
                        + ". Only the tags about the code begin with " + MfaTag.PREFIX + ".");
            }
        }
        return keys.stream().distinct().toList();
    }
}
