package io.github.keycloakawsmfa.sigv4;

/**
 * What a signature is good for: no other day, region or service.
 *
 * @param date {@code yyyyMMdd} in UTC, eight ASCII digits
 * @param region for example {@code us-east-1}, 1 to 64 printable ASCII characters without slash, comma and blank
 * @param service for example {@code iam}, of the same shape
 */
public record CredentialScope(String date, String region, String service) {

    /** What ends every scope of this version. */
    static final String TERMINATOR = "aws4_request";

    /** As it is signed. */
    @Override
    public String toString() {
        return date + "/" + region + "/" + service + "/" + TERMINATOR;
    }
}
