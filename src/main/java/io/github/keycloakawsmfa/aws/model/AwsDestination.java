package io.github.keycloakawsmfa.aws.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where an address leads a browser: to AWS by its host, which {@link AwsAddress} knows, or by IAM Identity Center's path
 * at any host.
 *
 * <p>{@code /platform/saml/acs/UUID} takes assertions, {@code /platform/saml/d-…} is its entity id. Its hosts have
 * changed (instances made since February 2026 have {@code REGION.signin.aws}), its paths have not: they identify it even
 * at a host that nobody has heard of yet. Servers, proxies and browsers read a path in different ways, so any reading
 * counts: decoded once, twice or not at all, with backslashes as slashes, without path parameters, with dot segments
 * resolved or dropped.
 */
public final class AwsDestination {

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

    private AwsDestination() {}

    /**
     * Whether a browser sent to an address may arrive at AWS's sign-in, judging by its host or path.
     *
     * @param urlOrPattern a URL, or a pattern like Keycloak's redirect URIs ({@code *} stands for anything), valid or
     *     not; a path alone ({@code /app/*}) stays on its own host, unless it is Identity Center's; null leads nowhere
     */
    public static boolean mayReachAws(String urlOrPattern) {
        return urlOrPattern != null
                && !AwsAddress.isWord(urlOrPattern)
                && (AwsAddress.mayReachAwsHost(urlOrPattern) || mayBeIdentityCenter(urlOrPattern));
    }

    /**
     * Whether an audience is AWS: {@code urn:amazon:webservices} with or without a suffix, or one of its addresses.
     *
     * @param audience null is not one; blanks, invisible characters and case are ignored
     */
    public static boolean isAwsAudience(String audience) {
        return AwsAddress.isAwsUrn(audience) || mayReachAws(audience);
    }

    /**
     * Whether an address or audience has an Identity Center path, in any spelling: one of the two, or another beside
     * them.
     *
     * @param address not null
     */
    public static boolean isIdentityCenter(String address) {
        return anyReading(address, path -> ROOT.matcher(path).find());
    }

    /** Whether an address, or one that a pattern with {@code *} allows, has one of the two paths. */
    private static boolean mayBeIdentityCenter(String urlOrPattern) {
        return anyReading(
                urlOrPattern,
                path -> MEANT.matcher(path).find() || LEFT_OPEN.matcher(path).find());
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
