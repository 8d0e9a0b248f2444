package io.github.keycloakawsmfa.aws.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * IAM Identity Center's paths: {@code /platform/saml/acs/UUID} takes assertions, {@code /platform/saml/d-…} is its
 * entity id. Its hosts have changed (instances made since February 2026 have {@code REGION.signin.aws}), its paths have
 * not: they identify it even at a host that nobody has heard of yet.
 *
 * <p>Servers, proxies and browsers read a path in different ways, so any reading counts: decoded once, twice or not at
 * all, with backslashes as slashes, without path parameters, with dot segments resolved or dropped.
 */
final class IdentityCenterPath {

    private static final int MOST_DECODINGS = 3;

    /** Dropping what is between slashes never joins two words: without this one, no reading can match. */
    private static final String FIRST_SEGMENT = "platform";

    private static final Pattern QUERY_OR_FRAGMENT = Pattern.compile("[?#].*", Pattern.DOTALL);
    private static final Pattern PARAMETERS = Pattern.compile(";[^/]*");
    private static final Pattern UNPRINTED = Pattern.compile("[^!-~]+");

    private static final Pattern MEANT = Pattern.compile("/platform/saml/(?:acs/|d-[^/])");

    /** A wildcard that stands for the rest of such a path; at least {@code /platform} has to be there. */
    private static final Pattern LEFT_OPEN =
            Pattern.compile("/platform(?:/(?:s|sa|sam|saml|saml/(?:a|ac|acs|d|d-)?)?)?\\*");

    private static final Pattern ROOT = Pattern.compile("/platform/saml/");

    private IdentityCenterPath() {}

    /** Whether an address, or one that a pattern with {@code *} allows, has such a path. */
    static boolean mayBeIn(String urlOrPattern) {
        return anyReading(
                urlOrPattern,
                path -> MEANT.matcher(path).find() || LEFT_OPEN.matcher(path).find());
    }

    /** Whether an address has an Identity Center path, whether one of those two or another beside them. */
    static boolean isRootIn(String url) {
        return anyReading(url, path -> ROOT.matcher(path).find());
    }

    private static boolean anyReading(String url, Predicate<String> is) {
        String text = QUERY_OR_FRAGMENT.matcher(AwsAddress.clean(url)).replaceFirst("");
        for (int decodings = 0; decodings <= MOST_DECODINGS; decodings++) {
            if (readings(text).anyMatch(is)) {
                return true;
            }
            if (text.indexOf('%') < 0) {
                return false;
            }
            text = AwsAddress.decoded(text);
        }
        return false;
    }

    private static Stream<String> readings(String text) {
        String path = UNPRINTED.matcher(AwsAddress.folded(text)).replaceAll("").replace('\\', '/');
        if (!path.contains(FIRST_SEGMENT)) {
            return Stream.empty();
        }
        List<String> dropped = new ArrayList<>();
        Deque<String> resolved = new ArrayDeque<>();
        for (String segment : PARAMETERS.matcher(path).replaceAll("").split("/", -1)) {
            if (segment.equals("..")) {
                resolved.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                dropped.add(segment);
                resolved.addLast(segment);
            }
        }
        String end = path.endsWith("/") ? "/" : "";
        return Stream.of(dropped, resolved).map(segments -> "/" + String.join("/", segments) + end);
    }
}
