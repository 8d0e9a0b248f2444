package io.github.keycloakawsmfa.sigv4;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The headers of a request by their names in lower case, with their values as they are signed. */
final class RequestHeaders {

    private static final Pattern BLANKS = Pattern.compile("[ \t\n\u000b\f\r]+");

    private final Map<String, List<String>> values = new HashMap<>();

    RequestHeaders(List<SignedRequest.Header> headers) {
        for (SignedRequest.Header header : headers) {
            values.computeIfAbsent(header.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(trimmed(header.value()));
        }
    }

    /** In lower case. */
    Set<String> names() {
        return values.keySet();
    }

    /** @param name in lower case */
    boolean has(String name) {
        return values.containsKey(name);
    }

    /**
     * The value of a header that may be there once.
     *
     * @param name in lower case
     * @return empty if it is not there
     * @throws RefusedException if it is there twice: nobody knows which of them others have read
     */
    Optional<String> only(String name) {
        List<String> found = values.getOrDefault(name, List.of());
        if (found.size() > 1) {
            throw RefusedException.incomplete("The header '" + name + "' is there twice.");
        }
        return found.stream().findFirst();
    }

    /**
     * All values in order of arrival, with commas between them.
     *
     * @param name in lower case, of a header that is there
     */
    String joined(String name) {
        return String.join(",", values.get(name));
    }

    /** AWS's Trim, in quotes too: without blanks around it, and with one for several. */
    private static String trimmed(String value) {
        String single = BLANKS.matcher(value).replaceAll(" ");
        int from = single.startsWith(" ") ? 1 : 0;
        int to = single.endsWith(" ") ? single.length() - 1 : single.length();
        return single.substring(from, Math.max(from, to));
    }
}
