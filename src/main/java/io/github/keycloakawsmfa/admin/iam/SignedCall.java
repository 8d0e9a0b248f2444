package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.sigv4.SignedRequest;
import io.github.keycloakawsmfa.sigv4.SignedRequest.Header;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.KeycloakSession;

/**
 * The current call as its caller may have signed it: as it came, or, behind a proxy that changes host or path, as it was
 * sent to Keycloak's public address.
 */
final class SignedCall {

    private SignedCall() {}

    /** @param body empty for none */
    static List<SignedRequest> of(KeycloakSession session, byte[] body) {
        HttpRequest request = session.getContext().getHttpRequest();
        UriInfo came = request.getUri();
        URI uri = came.getRequestUri();
        SignedRequest asItCame = new SignedRequest(
                request.getHttpMethod(),
                uri.getRawPath(),
                Objects.requireNonNullElse(uri.getRawQuery(), ""),
                headers(request),
                body);
        // By HTTP/2 there is no header Host.
        boolean named = asItCame.headers().stream().anyMatch(SignedCall::isHost);
        URI published = session.getContext().getUri().getBaseUri();
        String below = uri.getRawPath().substring(came.getBaseUri().getRawPath().length());
        SignedRequest first = named ? asItCame : at(uri.getRawAuthority(), uri.getRawPath(), asItCame);
        SignedRequest second = at(published.getRawAuthority(), published.getRawPath() + below, asItCame);
        return first.path().equals(second.path()) && hosts(first).equals(hosts(second))
                ? List.of(first)
                : List.of(first, second);
    }

    private static List<Header> headers(HttpRequest request) {
        return request.getHttpHeaders().getRequestHeaders().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> new Header(header.getKey(), value)))
                .toList();
    }

    private static SignedRequest at(String host, String path, SignedRequest other) {
        List<Header> headers = Stream.concat(
                        Stream.of(new Header(HttpHeaders.HOST, host)),
                        other.headers().stream().filter(header -> !isHost(header)))
                .toList();
        return new SignedRequest(other.method(), path, other.query(), headers, other.body());
    }

    private static List<String> hosts(SignedRequest request) {
        return request.headers().stream()
                .filter(SignedCall::isHost)
                .map(Header::value)
                .toList();
    }

    private static boolean isHost(Header header) {
        return header.name().equalsIgnoreCase(HttpHeaders.HOST);
    }
}
