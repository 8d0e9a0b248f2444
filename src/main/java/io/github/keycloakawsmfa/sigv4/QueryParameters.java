package io.github.keycloakawsmfa.sigv4;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a query, decoded, one character for each byte. A plus sign has to be encoded: forms read it as a
 * blank and signers as itself, so that one signature would be good for both.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">IAM User
 *     Guide, Create a signed request, step 1</a>
 */
final class QueryParameters {

    /** What AWS keeps for itself, in lower case. */
    private static final String RESERVED = "x-amz-";

    private static final String SIGNATURE = "X-Amz-Signature";

    private record Parameter(String name, String value) {}

    private final List<Parameter> parameters;

    private QueryParameters(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /**
     * @param query as sent, without the question mark
     * @throws RefusedException if it is not encoded as URIs are, or has one of AWS's own parameters twice
     */
    static QueryParameters parse(String query) {
        if (query.indexOf('+') >= 0) {
            throw RefusedException.incomplete("The query has a '+': a blank is encoded as %20, a plus sign as %2B.");
        }
        List<Parameter> parameters = new ArrayList<>();
        Set<String> reserved = new HashSet<>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            Parameter parameter = parsed(pair);
            String name = parameter.name().toLowerCase(Locale.ROOT);
            if (name.startsWith(RESERVED) && !reserved.add(name)) {
                throw RefusedException.incomplete("The query has one of AWS's own parameters twice.");
            }
            parameters.add(parameter);
        }
        return new QueryParameters(parameters);
    }

    private static Parameter parsed(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0
                ? new Parameter(PercentEncoding.decode(pair), "")
                : new Parameter(
                        PercentEncoding.decode(pair.substring(0, equals)),
                        PercentEncoding.decode(pair.substring(equals + 1)));
    }

    /** @param name in any case */
    boolean has(String name) {
        return parameters.stream().anyMatch(parameter -> parameter.name().equalsIgnoreCase(name));
    }

    /** @param name of one of AWS's own, in AWS's case */
    Optional<String> only(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }

    /** What is signed: encoded, sorted by name and value, without the signature. */
    String canonical() {
        return parameters.stream()
                .filter(parameter -> !parameter.name().equals(SIGNATURE))
                .map(parameter -> new Parameter(
                        PercentEncoding.encode(parameter.name()), PercentEncoding.encode(parameter.value())))
                .sorted(Comparator.comparing(Parameter::name).thenComparing(Parameter::value))
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
    }
}
