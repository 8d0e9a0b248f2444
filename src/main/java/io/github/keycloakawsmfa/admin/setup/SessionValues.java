package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.aws.NameSource;
import io.github.keycloakawsmfa.aws.model.MfaTag;
import io.github.keycloakawsmfa.aws.model.SessionTag;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a set-up call may say about the session at AWS. Each method returns the value or throws the sentence for the administrator. */
final class SessionValues {

    /** Commas separate the client attribute's entries. */
    private static final Pattern USER_ATTRIBUTE = Pattern.compile("(?! )[^,\\p{Cntrl}]{1,255}(?<! )");

    private static final int MOST_OF_USERS = SessionTag.MOST - MfaTag.values().length;
    private static final String KEY =
            ": the key of a session tag is 1 to 128 letters, digits, blanks or any of _.:/+-@,"
                    + " without blanks around, and does not begin with aws:";

    private SessionValues() {}

    static NameSource sessionName(String text) {
        return source("sessionName", text, "");
    }

    /** @return empty text if nothing should write it */
    static String sourceIdentity(String text) {
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

    static List<MfaTag> tags(List<String> texts) {
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

    static Map<String, String> userTags(Map<String, String> tags) {
        if (tags.size() > MOST_OF_USERS) {
            throw new BadCallException("\"userTags\" has " + tags.size() + " tags: AWS takes " + SessionTag.MOST
                    + " with a session, of which " + MfaTag.values().length + " are for the code.");
        }
        Set<String> seen = new HashSet<>();
        tags.forEach((key, attribute) -> {
            if (!SessionTag.isUserKey(key)) {
                throw new BadCallException("\"userTags\" has \"" + key + "\"" + KEY + ". What begins with "
                        + MfaTag.PREFIX + " only the gate writes.");
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

    static List<String> transitiveTags(List<String> keys) {
        for (String key : keys) {
            if (MfaTag.of(key).isEmpty() && !SessionTag.isUserKey(key)) {
                throw new BadCallException("\"transitiveTags\" has \"" + key + "\"" + KEY + ". With " + MfaTag.PREFIX
                        + " begin only the tags that tell of the code.");
            }
        }
        return keys.stream().distinct().toList();
    }
}
