package io.github.keycloakawsmfa.sigv4;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The headers that a signature covers: {@code Host} and every {@code X-Amz-…} at least. AWS asks for no others.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">IAM User
 *     Guide, Create a signed request, step 1</a>
 */
final class SignedHeaders {

    static final int MOST = 50;

    /** A token (RFC 9110, section 5.6.2) in lower case. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9a-z-]+");

    private static final String HOST = "host";

    /** Amazon CloudFront adds it on the way to a server behind it, after the client has signed. */
    private static final String ADDED_ON_THE_WAY = "x-amz-cf-id";

    private final List<String> names;
    private final RequestHeaders headers;

    private SignedHeaders(List<String> names, RequestHeaders headers) {
        this.names = names;
        this.headers = headers;
    }

    /**
     * @param list names in lower case, sorted, with semicolons between them
     * @throws RefusedException if that is no such list of 1 to 50, one of them is not there, there are two hosts, or
     *     one is missing that has to be signed
     */
    static SignedHeaders parse(String list, RequestHeaders headers) {
        List<String> names = List.of(list.split(";", MOST + 1));
        if (names.size() > MOST || !areSorted(names)) {
            throw RefusedException.incomplete(
                    "SignedHeaders must be at most " + MOST + " names in lower case, sorted, each of them once.");
        }
        if (!headers.names().containsAll(names)) {
            throw RefusedException.incomplete("The request has no header of a name that is a 'SignedHeader'.");
        }
        if (!names.contains(HOST) || headers.only(HOST).isEmpty()) {
            throw RefusedException.incomplete(
                    "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
        }
        if (headers.names().stream()
                .anyMatch(
                        name -> name.startsWith("x-amz-") && !name.equals(ADDED_ON_THE_WAY) && !names.contains(name))) {
            throw RefusedException.incomplete("Every 'X-Amz-' header must be a 'SignedHeader'.");
        }
        return new SignedHeaders(names, headers);
    }

    private static boolean areSorted(List<String> names) {
        String before = "";
        for (String name : names) {
            if (!NAME.matcher(name).matches() || name.compareTo(before) <= 0) {
                return false;
            }
            before = name;
        }
        return true;
    }

    /** What is signed: a line for each with its values, an empty one, and the list of names. */
    String canonical() {
        StringBuilder lines = new StringBuilder();
        for (String name : names) {
            lines.append(name).append(':').append(headers.joined(name)).append('\n');
        }
        return lines.append('\n').append(String.join(";", names)).toString();
    }
}
