package io.github.keycloakawsmfa.sigv4;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signature in a header: {@code AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…}, in any order.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">IAM User
 *     Guide, Authentication methods</a>
 */
final class AuthorizationHeader {

    /** In lower case. */
    static final String NAME = "authorization";

    private static final List<String> PARTS = List.of("Credential", "SignedHeaders", "Signature");
    private static final Pattern PART = Pattern.compile(" ?(?<name>[A-Za-z]+)=(?<value>[^ ,]*) ?");

    private AuthorizationHeader() {}

    /**
     * @param headers with an {@code Authorization}
     * @throws RefusedException if there are two of it, it is of another scheme, or a part is missing, unknown, there
     *     twice, or malformed; or if there is no date
     */
    static SignatureParameters read(RequestHeaders headers) {
        String header = headers.only(NAME).orElseThrow();
        if (!header.startsWith(SignatureParameters.ALGORITHM + " ")) {
            throw RefusedException.incomplete(
                    "Authorization header requires the algorithm '" + SignatureParameters.ALGORITHM + "'.");
        }
        Map<String, String> parts = parts(header.substring(SignatureParameters.ALGORITHM.length()));
        for (String part : PARTS) {
            if (!parts.containsKey(part)) {
                throw RefusedException.incomplete("Authorization header requires '" + part + "' parameter.");
            }
        }
        return SignatureParameters.parse(
                parts.get("Credential"),
                parts.get("SignedHeaders"),
                parts.get("Signature"),
                new SignatureValidity(RequestTime.of(headers), SignatureValidity.SKEW));
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(",", PARTS.size() + 1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()
                    || !PARTS.contains(matcher.group("name"))
                    || parts.put(matcher.group("name"), matcher.group("value")) != null) {
                throw RefusedException.incomplete(
                        "Authorization header has a part that is none, unknown or there twice.");
            }
        }
        return parts;
    }
}
