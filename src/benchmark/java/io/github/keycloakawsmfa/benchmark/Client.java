package io.github.keycloakawsmfa.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A browser that does as little as it can, for it runs on the processors that it measures: cookies, redirects and the
 * address of the page's form, without reading HTML. Everybody's connections are the same.
 */
final class Client {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .build();
    private static final String FORM = " action=\"";

    private final URI node;
    private final Map<String, String> cookies = new HashMap<>();

    /** @param node which one answers, whatever the address that all nodes share */
    Client(URI node) {
        this.node = node;
    }

    /**
     * @param address of the page, or where a redirect leads that leaves the server
     * @param body empty for such a redirect
     */
    record Page(URI address, int status, String body) {

        /** Where the page's first form goes. */
        URI form() {
            int begin = body.indexOf(FORM) + FORM.length();
            if (begin < FORM.length()) {
                throw new IllegalStateException("No form: " + this);
            }
            return URI.create(body.substring(begin, body.indexOf('"', begin)).replace("&amp;", "&"));
        }
    }

    Page open(URI address) {
        return follow(HttpRequest.newBuilder(atNode(address)).GET(), address);
    }

    Page post(URI address, Map<String, String> fields) {
        String form = fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return follow(
                HttpRequest.newBuilder(atNode(address))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)),
                address);
    }

    private Page follow(HttpRequest.Builder first, URI address) {
        HttpResponse<String> response = send(first);
        URI at = address;
        while (response.statusCode() / 100 == 3) {
            URI next = at.resolve(response.headers().firstValue("Location").orElseThrow());
            if (!next.getAuthority().equals(at.getAuthority())) {
                return new Page(next, response.statusCode(), "");
            }
            at = next;
            response = send(HttpRequest.newBuilder(atNode(at)).GET());
        }
        return new Page(at, response.statusCode(), response.body());
    }

    private URI atNode(URI address) {
        return URI.create(address.toString().replace(address.getAuthority(), node.getAuthority()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String cookie) {
        String pair = cookie.split(";", 2)[0];
        int equals = pair.indexOf('=');
        cookies.put(pair.substring(0, equals), pair.substring(equals + 1));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
