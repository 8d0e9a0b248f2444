package io.github.keycloakawsmfa.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as AWS's documentation tells clients to, step by step, with nothing of what is tested. */
record RequestSigner(String accessKeyId, String secretKey, String region, String service, Instant moment) {

    /** AWS's own example. */
    static final RequestSigner EXAMPLE = new RequestSigner(
            "AKIDEXAMPLE",
            "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            "us-east-1",
            "iam",
            Instant.parse("2015-08-30T12:36:00Z"));

    RequestSigner withAccessKeyId(String other) {
        return new RequestSigner(other, secretKey, region, service, moment);
    }

    RequestSigner withScope(String otherRegion, String otherService) {
        return new RequestSigner(accessKeyId, secretKey, otherRegion, otherService, moment);
    }

    RequestSigner at(Instant other) {
        return new RequestSigner(accessKeyId, secretKey, region, service, other);
    }

    /** With {@code X-Amz-Date}, and {@code Authorization} at the end. */
    SignedRequest inHeader(UnsignedRequest unsigned) {
        return inHeader(unsigned, new SignedRequest.Header("X-Amz-Date", time()));
    }

    /** @param date another header that tells the moment */
    SignedRequest inHeader(UnsignedRequest unsigned, SignedRequest.Header date) {
        List<SignedRequest.Header> headers = new ArrayList<>(unsigned.headers());
        headers.add(date);
        String authorization = "AWS4-HMAC-SHA256 Credential=" + accessKeyId + "/" + scope() + ", SignedHeaders="
                + String.join(";", byName(headers).keySet()) + ", Signature="
                + signature(unsigned, unsigned.query(), headers);
        headers.add(new SignedRequest.Header("Authorization", authorization));
        return new SignedRequest(
                unsigned.method(), path(unsigned, 1), query(unsigned.query()), headers, unsigned.body());
    }

    /** With {@code X-Amz-Signature} at the end of the query. */
    SignedRequest presigned(UnsignedRequest unsigned, int expires) {
        List<Map.Entry<String, String>> query = new ArrayList<>(unsigned.query());
        query.add(Map.entry("X-Amz-Algorithm", "AWS4-HMAC-SHA256"));
        query.add(Map.entry("X-Amz-Credential", accessKeyId + "/" + scope()));
        query.add(Map.entry("X-Amz-Date", time()));
        query.add(Map.entry("X-Amz-Expires", Integer.toString(expires)));
        query.add(Map.entry(
                "X-Amz-SignedHeaders",
                String.join(";", byName(unsigned.headers()).keySet())));
        String signature = signature(unsigned, query, unsigned.headers());
        query.add(Map.entry("X-Amz-Signature", signature));
        return new SignedRequest(
                unsigned.method(), path(unsigned, 1), query(query), unsigned.headers(), unsigned.body());
    }

    private String signature(
            UnsignedRequest unsigned, List<Map.Entry<String, String>> query, List<SignedRequest.Header> headers) {
        Map<String, String> byName = byName(headers);
        String canonicalQuery = query.stream()
                .map(pair -> encoded(pair.getKey()) + "\0" + encoded(pair.getValue()))
                .sorted()
                .map(pair -> pair.replace('\0', '='))
                .collect(Collectors.joining("&"));
        String canonicalHeaders = byName.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
        String canonicalRequest = unsigned.method() + "\n" + path(unsigned, 2) + "\n" + canonicalQuery + "\n"
                + canonicalHeaders + "\n" + String.join(";", byName.keySet()) + "\n" + hash(unsigned.body());
        String stringToSign =
                "AWS4-HMAC-SHA256\n" + time() + "\n" + scope() + "\n" + hash(canonicalRequest.getBytes(ISO_8859_1));
        byte[] key = ("AWS4" + secretKey).getBytes(UTF_8);
        for (String part : scope().split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, stringToSign));
    }

    private String time() {
        return moment.toString().replaceAll("[-:]", "");
    }

    private String scope() {
        return time().substring(0, 8) + "/" + region + "/" + service + "/aws4_request";
    }

    private static Map<String, String> byName(List<SignedRequest.Header> headers) {
        Map<String, String> byName = new TreeMap<>();
        headers.forEach(header -> byName.put(header.name().toLowerCase(Locale.ROOT), header.value()));
        return byName;
    }

    private static String path(UnsignedRequest unsigned, int times) {
        return unsigned.segments().stream()
                .map(segment -> times == 1 ? encoded(segment) : encoded(encoded(segment)))
                .collect(Collectors.joining("/", "/", ""));
    }

    private static String query(List<Map.Entry<String, String>> query) {
        return query.stream()
                .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
