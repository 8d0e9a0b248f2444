package io.github.keycloakawsmfa.sigv4;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose signature it is, and what for: {@code AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request}.
 *
 * @param accessKeyId 1 to 255 printable ASCII characters without comma and blank. It may have slashes, which AWS's own
 *     never have: only the last four parts are the scope.
 */
record Credential(String accessKeyId, CredentialScope scope) {

    private static final String PART = "[!-+.0-~-]{1,64}";
    private static final Pattern SHAPE =
            Pattern.compile("(?<accessKeyId>[!-+\\x2d-~]{1,255})/(?<date>[0-9]{8})/(?<region>" + PART + ")/(?<service>"
                    + PART + ")/(?<terminator>" + PART + ")");

    /** @throws RefusedException if it has no such shape, or another end */
    static Credential parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw RefusedException.incomplete(
                    "Credential must be ACCESS_KEY_ID/YYYYMMDD/REGION/SERVICE/" + CredentialScope.TERMINATOR + ".");
        }
        if (!matcher.group("terminator").equals(CredentialScope.TERMINATOR)) {
            throw new RefusedException(SignatureRefusal.outOfScope(
                    "Credential should be scoped with a valid" + " terminator: '" + CredentialScope.TERMINATOR + "'."));
        }
        return new Credential(
                matcher.group("accessKeyId"),
                new CredentialScope(matcher.group("date"), matcher.group("region"), matcher.group("service")));
    }
}
