package io.github.keycloakawsmfa.sigv4;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The path as every service but S3 signs it: without empty and dot segments, and encoded once more than on the wire,
 * where it is encoded already. A dot segment at the end leaves no slash behind, unlike in RFC 3986, section 5.2.4:
 * AWS's own signers (botocore, aws-c-auth) take it away with its slash.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">IAM User
 *     Guide, Create a signed request, step 1</a>
 */
final class CanonicalPath {

    private CanonicalPath() {}

    /** @param path as sent, with its first slash */
    static String of(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(PercentEncoding.encode(segment));
            }
        }
        String end = path.endsWith("/") && !segments.isEmpty() ? "/" : "";
        return "/" + String.join("/", segments) + end;
    }
}
