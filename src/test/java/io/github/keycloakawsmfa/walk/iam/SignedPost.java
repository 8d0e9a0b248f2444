package io.github.keycloakawsmfa.walk.iam;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * A call to IAM, signed by AWS's own signer and sent by ourselves, so that it can be another one than was signed.
 *
 * @param body form-encoded
 * @param headers that the signature gave
 */
record SignedPost(URI uri, String body, Map<String, String> headers) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** What a signature is for. */
    record Scope(String service, String region, Instant at) {

        static Scope now() {
            return new Scope("iam", "us-east-1", Instant.now());
        }
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "Version=2010-05-08&", ""));
    }

    static SignedPost of(URI uri, ServiceAccount caller, String body, Scope scope) {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(uri)
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsCredentialsIdentity.create(caller.clientId(), caller.secret()))
                        .request(request)
                        .payload(ContentStreamProvider.fromUtf8String(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, scope.service())
                        .putProperty(AwsV4HttpSigner.REGION_NAME, scope.region())
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(scope.at(), ZoneOffset.UTC)))
                .request();
        return new SignedPost(
                uri,
                body,
                signed.headers().entrySet().stream()
                        .filter(header -> !header.getKey().equalsIgnoreCase("Host"))
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, header -> header.getValue().get(0))));
    }

    static String basic(Instant time) {
        return BASIC.format(time);
    }

    SignedPost with(String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return new SignedPost(uri, body, changed);
    }

    SignedPost without(String name) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.remove(name);
        return new SignedPost(uri, body, changed);
    }

    SignedPost withBody(String other) {
        return new SignedPost(uri, other, headers);
    }

    Reply send() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        headers.forEach(request::header);
        HttpResponse<String> response = HTTP.send(
                request.POST(BodyPublishers.ofString(body, StandardCharsets.ISO_8859_1))
                        .build(),
                BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body());
    }

    static Reply get(String uri) throws Exception {
        HttpResponse<String> response =
                HTTP.send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body());
    }

    record Reply(int status, String body) {

        /** AWS's code, or the status where there is none. */
        String code() {
            return body.contains("<Code>")
                    ? status + " " + body.replaceFirst("(?s).*<Code>(.*)</Code>.*", "$1")
                    : status == 200 ? "200" : status + " " + body;
        }
    }
}
