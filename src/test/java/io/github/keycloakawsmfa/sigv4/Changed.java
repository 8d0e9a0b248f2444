package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** A request that is not the one that was signed any more. */
final class Changed {

    private Changed() {}

    static SignedRequest method(SignedRequest request, String other) {
        return new SignedRequest(other, request.path(), request.query(), request.headers(), request.body());
    }

    static SignedRequest path(SignedRequest request, String other) {
        return new SignedRequest(request.method(), other, request.query(), request.headers(), request.body());
    }

    static SignedRequest query(SignedRequest request, String other) {
        return new SignedRequest(request.method(), request.path(), other, request.headers(), request.body());
    }

    static SignedRequest body(SignedRequest request, byte[] other) {
        return new SignedRequest(request.method(), request.path(), request.query(), request.headers(), other);
    }

    /** @param from is there, so that something changes */
    static SignedRequest inQuery(SignedRequest request, String from, String to) {
        assertThat(request.query()).contains(from);
        return query(request, request.query().replace(from, to));
    }

    /** @param from is there, so that something changes */
    static SignedRequest inAuthorization(SignedRequest request, String from, String to) {
        String value = value(request, "Authorization");
        assertThat(value).contains(from);
        return header(request, "Authorization", value.replace(from, to));
    }

    /** With another value for that header, which is there. */
    static SignedRequest header(SignedRequest request, String name, String value) {
        assertThat(request.headers()).extracting(SignedRequest.Header::name).contains(name);
        return headers(
                request,
                request.headers().stream()
                        .map(header -> header.name().equals(name) ? new SignedRequest.Header(name, value) : header)
                        .toList());
    }

    static SignedRequest without(SignedRequest request, String name) {
        assertThat(request.headers()).extracting(SignedRequest.Header::name).contains(name);
        return headers(
                request,
                request.headers().stream()
                        .filter(header -> !header.name().equals(name))
                        .toList());
    }

    static SignedRequest with(SignedRequest request, String name, String value) {
        List<SignedRequest.Header> headers = new ArrayList<>(request.headers());
        headers.add(new SignedRequest.Header(name, value));
        return headers(request, headers);
    }

    static String value(SignedRequest request, String name) {
        return request.headers().stream()
                .filter(header -> header.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private static SignedRequest headers(SignedRequest request, List<SignedRequest.Header> other) {
        return new SignedRequest(request.method(), request.path(), request.query(), other, request.body());
    }
}
