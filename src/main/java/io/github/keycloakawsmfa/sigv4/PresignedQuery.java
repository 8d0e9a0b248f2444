package io.github.keycloakawsmfa.sigv4;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A signature in the query, as a presigned URL has it: all of {@code X-Amz-Algorithm}, {@code X-Amz-Credential},
 * {@code X-Amz-Date}, {@code X-Amz-Expires}, {@code X-Amz-SignedHeaders} and {@code X-Amz-Signature}.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-authentication-methods.html">IAM User
 *     Guide, Authentication methods</a>
 */
final class PresignedQuery {

    private static final List<String> PARAMETERS = List.of(
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            "X-Amz-Signature");

    private static final Pattern SECONDS = Pattern.compile("[1-9][0-9]{0,5}");
    private static final int SECONDS_OF_A_WEEK = 604_800;

    private PresignedQuery() {}

    /** Whether any of these parameters is there. */
    static boolean isMeant(QueryParameters query) {
        return PARAMETERS.stream().anyMatch(query::has);
    }

    /** @throws RefusedException if one is missing or malformed */
    static SignatureParameters read(QueryParameters query) {
        if (!required(query, "X-Amz-Algorithm").equals(SignatureParameters.ALGORITHM)) {
            throw RefusedException.incomplete("X-Amz-Algorithm must be '" + SignatureParameters.ALGORITHM + "'.");
        }
        return SignatureParameters.parse(
                required(query, "X-Amz-Credential"),
                required(query, "X-Amz-SignedHeaders"),
                required(query, "X-Amz-Signature"),
                new SignatureValidity(
                        RequestTime.isoBasic(required(query, "X-Amz-Date")),
                        expires(required(query, "X-Amz-Expires"))));
    }

    private static String required(QueryParameters query, String name) {
        return query.only(name)
                .orElseThrow(() -> RefusedException.incomplete("AWS query-string parameters must include '" + name
                        + "'. Re-examine the query-string parameters."));
    }

    private static Duration expires(String text) {
        int seconds = SECONDS.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (seconds < 1 || seconds > SECONDS_OF_A_WEEK) {
            throw RefusedException.incomplete("X-Amz-Expires must be 1 to " + SECONDS_OF_A_WEEK + " seconds.");
        }
        return Duration.ofSeconds(seconds);
    }
}
