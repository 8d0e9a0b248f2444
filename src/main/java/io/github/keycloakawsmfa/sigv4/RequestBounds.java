package io.github.keycloakawsmfa.sigv4;

import java.util.regex.Pattern;

/**
 * What a request may be at most before any of it is read: several times what AWS's command line sends to IAM. Whoever
 * reads from the network has to bound the body earlier.
 */
final class RequestBounds {

    /** A token. */
    private static final Pattern METHOD = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,20}");

    static final int PATH = 2048;
    static final int QUERY = 16 * 1024;
    static final int HEADERS = 100;

    /** Names and values together. */
    static final int HEADER_CHARACTERS = 64 * 1024;

    static final int BODY = 128 * 1024;

    private RequestBounds() {}

    /**
     * @throws RefusedException if the method is none (RFC 9110, section 9.1), the path does not begin with a slash,
     *     a part is too large, or a character is no byte
     */
    static void check(SignedRequest request) {
        if (!METHOD.matcher(request.method()).matches()) {
            throw RefusedException.incomplete("The request has no method.");
        }
        if (!request.path().startsWith("/")) {
            throw RefusedException.incomplete("The request's path does not begin with a slash.");
        }
        check("path", PATH, request.path());
        check("query", QUERY, request.query());
        checkHeaders(request);
        if (request.body().length > BODY) {
            throw tooLarge("body");
        }
    }

    private static void checkHeaders(SignedRequest request) {
        if (request.headers().size() > HEADERS) {
            throw tooLarge("header section");
        }
        int characters = 0;
        for (SignedRequest.Header header : request.headers()) {
            check("header section", HEADER_CHARACTERS - characters, header.name(), header.value());
            characters += header.name().length() + header.value().length();
        }
    }

    private static void check(String part, int most, String... texts) {
        long characters = 0;
        for (String text : texts) {
            characters += text.length();
        }
        if (characters > most) {
            throw tooLarge(part);
        }
        for (String text : texts) {
            if (text.chars().anyMatch(c -> c > 0xff)) {
                throw RefusedException.incomplete("The request's " + part + " is not made of bytes.");
            }
        }
    }

    private static RefusedException tooLarge(String part) {
        return RefusedException.incomplete("The request's " + part + " is too large.");
    }
}
