package io.github.keycloakawsmfa.aws.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one place that knows AWS's sign-in by its address: by the host, or by IAM Identity Center's path at any host.
 *
 * <p>It errs on one side only: if a browser would reach AWS, it says yes, however oddly the address is written. What no
 * browser would accept, or two parsers read differently, counts as AWS if any reading of it does.
 *
 * @see <a href="https://docs.aws.amazon.com/general/latest/gr/signin-service.html">AWS General Reference, Sign-In</a>
 * @see <a href="https://url.spec.whatwg.org/#url-parsing">WHATWG URL: how browsers read one</a>
 */
public final class AwsAddress {

    private static final String AUDIENCE_PREFIX = "urn:amazon:webservices";

    /** Scheme, any number of slashes either way, and what comes before path, query and fragment. */
    private static final Pattern HEAD = Pattern.compile("(?<scheme>[^/\\\\?#:]*:)?(?<slashes>[/\\\\]*)[^/?#]*");

    private static final Pattern NOT_IN_HOSTS = Pattern.compile("[^a-z0-9._*-]+");
    private static final Pattern DROPPED_BY_BROWSERS = Pattern.compile("^[\\x00-\\x20]+|[\\x00-\\x20]+$|[\\t\\n\\r]");
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");
    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9a-fA-F]{2})");

    private AwsAddress() {}

    /**
     * Whether a host is one of AWS's sign-in hosts or below one: {@code eu-west-1.signin.aws.amazon.com}, but neither
     * {@code xsignin.aws.amazon.com} nor {@code signin.aws.amazon.com.example}.
     *
     * @param host with or without user info, port and trailing dot, in any case; null is not one
     */
    public static boolean isAwsHost(String host) {
        return host != null && candidates(clean(host)).anyMatch(AwsHosts::isSignIn);
    }

    /**
     * Whether AWS may send a user to a host after sign-in (RelayState): a console, a page beside it such as
     * {@code quicksight.aws.amazon.com}, or an access portal.
     *
     * @param host a plain host name in any case; null is not one
     */
    public static boolean isConsoleHost(String host) {
        return host != null && AwsHosts.isConsoleOrPortal(host.toLowerCase(Locale.ROOT));
    }

    /** As {@link AwsDestination#mayReachAws}, going by the host alone. */
    public static boolean mayReachAwsHost(String urlOrPattern) {
        if (urlOrPattern == null) {
            return false;
        }
        String url = clean(urlOrPattern);
        Matcher head = HEAD.matcher(url);
        // Every part of the expression is optional, so it always matches.
        boolean found = head.lookingAt();
        if (!found || head.group("scheme") == null && head.group("slashes").length() == 1) {
            return false;
        }
        return candidates(head.group()).anyMatch(name -> AwsHosts.isSignIn(name) || mayBecomeAwsName(name));
    }

    /** As {@link AwsDestination#isAwsAudience}, going by the URN or the host alone. */
    public static boolean isAwsUrnOrHost(String audience) {
        return isAwsUrn(audience) || mayReachAwsHost(audience);
    }

    static boolean isAwsUrn(String audience) {
        return audience != null && AwsAttributes.folded(audience).startsWith(AUDIENCE_PREFIX);
    }

    /** Most client settings are one, such as {@code true}: nothing in it can become a dot, a slash or a wildcard. */
    static boolean isWord(String text) {
        return text.chars()
                .allMatch(c ->
                        c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_');
    }

    /** Without what browsers drop before they read a URL. */
    static String clean(String text) {
        return AwsAttributes.isVisibleAscii(text)
                ? text
                : DROPPED_BY_BROWSERS.matcher(text).replaceAll("");
    }

    /** Everything in the text that can be read as a host: user info, host and port alike, as parsers disagree on them. */
    private static Stream<String> candidates(String head) {
        return NOT_IN_HOSTS
                .splitAsStream(NOT_ASCII.matcher(folded(decoded(head))).replaceAll(""))
                .map(AwsAddress::withoutTrailingDots);
    }

    /**
     * Browsers decode percent signs in a host and fold other scripts' letters and dots to ASCII (UTS 46), dropping
     * invisible characters. What is left of those after folding is dropped here entirely: no AWS name contains it.
     */
    static String folded(String text) {
        String ascii = AwsAttributes.isVisibleAscii(text)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFKC).replace('\u3002', '.');
        return ascii.toLowerCase(Locale.ROOT);
    }

    /** With percent signs decoded where they encode something; a plus sign stays one. */
    static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        return URLDecoder.decode(
                STRAY_PERCENT.matcher(text).replaceAll("%25").replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String withoutTrailingDots(String name) {
        int end = name.length();
        while (end > 0 && name.charAt(end - 1) == '.') {
            end--;
        }
        return name.substring(0, end);
    }

    /** Only what follows the last wildcard is fixed: does an AWS name end in it? */
    private static boolean mayBecomeAwsName(String name) {
        int wildcard = name.lastIndexOf('*');
        String fixed = name.substring(wildcard + 1);
        return wildcard >= 0 && AwsHosts.isEndOfSignIn(fixed);
    }
}
