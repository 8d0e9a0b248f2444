package io.github.keycloakawsmfa.sigv4;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Map;

/**
 * What somebody is about to sign.
 *
 * @param segments of the path, in clear
 * @param query in clear
 * @param headers each name once
 */
record UnsignedRequest(
        String method,
        List<String> segments,
        List<Map.Entry<String, String>> query,
        List<SignedRequest.Header> headers,
        byte[] body) {

    /** As AWS's command line posts it. */
    static final UnsignedRequest EXAMPLE = new UnsignedRequest(
            "POST",
            List.of("realms", "x", "aws-mfa", "iam"),
            List.of(),
            List.of(
                    new SignedRequest.Header("Host", "localhost:8080"),
                    new SignedRequest.Header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")),
            "Action=CreateVirtualMFADevice&Version=2010-05-08&VirtualMFADeviceName=phone".getBytes(UTF_8));

    UnsignedRequest withQuery(List<Map.Entry<String, String>> other) {
        return new UnsignedRequest(method, segments, other, headers, body);
    }

    UnsignedRequest withHeaders(List<SignedRequest.Header> other) {
        return new UnsignedRequest(method, segments, query, other, body);
    }
}
