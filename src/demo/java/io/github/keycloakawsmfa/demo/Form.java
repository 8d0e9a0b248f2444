package io.github.keycloakawsmfa.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of a posted form; of a field that came twice, the first. */
record Form(Map<String, String> fields) {

    /** Room for AWS's 100,000 characters of Base64, should every one be percent-encoded, and a little more. */
    static final int MAX_BYTES = 3 * ResponseVerifier.MAX_CHARACTERS + 64 * 1024;

    /** Empty where the body is too long. */
    static Optional<Form> read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        for (String field : new String(bytes, StandardCharsets.UTF_8).split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(decoded(field.substring(0, equals)), decoded(field.substring(equals + 1)));
            }
        }
        return Optional.of(new Form(Map.copyOf(fields)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return ""; // a broken percent sequence is no value
        }
    }

    String get(String name) {
        return fields.getOrDefault(name, "");
    }
}
