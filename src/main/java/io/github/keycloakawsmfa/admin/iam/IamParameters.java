package io.github.keycloakawsmfa.admin.iam;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The parameters of AWS's query protocol, from the body or the query, read strictly: one that stands twice, is encoded
 * wrongly or means nothing to the action is refused by name.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonParameters.html">IAM API Reference, Common
 *     Parameters</a>
 */
final class IamParameters {

    static final String VERSION = "2010-05-08";

    private static final int MOST = 100;
    private static final int LONGEST = 5_000;
    private static final Set<String> COMMON = Set.of("Action", "Version");
    private static final Pattern HALF_ENCODED = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    /** Signature Version 4's own, of which the signature's form reads what it needs. */
    private static final String OF_SIGNATURE = "X-Amz-";

    private final Map<String, String> values;

    private IamParameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * @param query of the address, raw; empty for none
     * @param body form-encoded; empty for none
     * @throws IamException if they cannot be read
     */
    static IamParameters parse(String query, byte[] body) {
        Map<String, String> values = new LinkedHashMap<>();
        addTo(values, query);
        addTo(values, ascii(body));
        return new IamParameters(values);
    }

    private static void addTo(Map<String, String> values, String form) {
        for (String pair : form.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (name.startsWith(OF_SIGNATURE)) {
                continue;
            }
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (value.length() > LONGEST) {
                throw IamException.invalid("The parameter " + name + " is longer than " + LONGEST + " characters.");
            }
            if (values.put(name, value) != null) {
                throw IamException.invalid("The parameter " + name + " stands twice.");
            }
            if (values.size() > MOST) {
                throw IamException.invalid("There are more than " + MOST + " parameters.");
            }
        }
    }

    /** A form is ASCII: all else is percent-encoded. */
    private static String ascii(byte[] body) {
        for (byte b : body) {
            if (b < 0x20 || b > 0x7e) {
                throw IamException.invalid("The body is not form-encoded.");
            }
        }
        return new String(body, StandardCharsets.US_ASCII);
    }

    private static String decode(String encoded) {
        if (HALF_ENCODED.matcher(encoded).find()) {
            throw IamException.invalid("A parameter is not percent-encoded.");
        }
        byte[] bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw IamException.invalid("A parameter has a control character in it.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw IamException.invalid("A parameter is not UTF-8.");
        }
    }

    /** @throws IamException if it is missing, or of another version of the API */
    String action() {
        String action = values.getOrDefault("Action", "");
        if (action.isEmpty()) {
            throw new IamException(
                    IamError.INVALID_ACTION, "Could not find the parameter Action: which call is meant?");
        }
        String version = values.getOrDefault("Version", "");
        if (!version.equals(VERSION)) {
            throw notFound(action, version);
        }
        return action;
    }

    static IamException notFound(String action, String version) {
        return new IamException(
                IamError.INVALID_ACTION, "Could not find operation " + action + " for version " + version);
    }

    /** @throws IamException if there is any other parameter than these */
    IamParameters requireOnly(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name) && !COMMON.contains(name)) {
                throw IamException.invalid("The parameter " + name + " means nothing here.");
            }
        }
        return this;
    }

    /** @return empty if it is not there; one that is there and empty is refused */
    Optional<String> text(String name) {
        Optional<String> value = Optional.ofNullable(values.get(name));
        if (value.filter(String::isEmpty).isPresent()) {
            throw IamException.invalid("The parameter " + name + " is empty.");
        }
        return value;
    }

    String needed(String name) {
        return text(name)
                .orElseThrow(() -> IamException.invalid("1 validation error detected: Value null at '"
                        + Character.toLowerCase(name.charAt(0)) + name.substring(1)
                        + "' failed to satisfy constraint: Member must not be null"));
    }

    /** @return empty if it is not there */
    Optional<Integer> whole(String name, int least, int most) {
        return text(name).map(digits -> {
            if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) < least || Integer.parseInt(digits) > most) {
                throw IamException.invalid(name + " must be " + least + " to " + most + ".");
            }
            return Integer.valueOf(digits);
        });
    }
}
