package io.github.keycloakawsmfa.sigv4;

import java.util.regex.Pattern;

/**
 * The hash of a body, always our own. What {@code X-Amz-Content-SHA256} says has to be the same: {@code
 * UNSIGNED-PAYLOAD} and {@code STREAMING-…} are S3's.
 */
final class PayloadHash {

    private static final String HEADER = "x-amz-content-sha256";
    private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{64}");

    private PayloadHash() {}

    /**
     * @return 64 lower-case hexadecimal digits
     * @throws RefusedException if the header says something else
     */
    static String of(byte[] body, RequestHeaders headers) {
        String hash = Sha256.hex(body);
        if (headers.has(HEADER)) {
            String told = headers.joined(HEADER);
            if (!SHAPE.matcher(told).matches()) {
                throw RefusedException.incomplete("'X-Amz-Content-SHA256' must be the body's hash.");
            }
            if (!told.equals(hash)) {
                throw new RefusedException(SignatureRefusal.doesNotMatch());
            }
        }
        return hash;
    }
}
