package io.github.keycloakawsmfa.demo;

/**
 * The errors of AWS's sign-in, in AWS's words (IAM User Guide, "Troubleshoot SAML federation with IAM").
 *
 * <p>AWS documents the words, not every case that leads to them: where a case is not documented, the nearest one is
 * taken.
 */
public enum AwsError {
    INVALID_RESPONSE(400, "", "Your request included an invalid SAML response. To logout, click here."),
    SIGNATURE_INVALID(400, "InvalidIdentityToken", "Response signature invalid"),
    ISSUER_UNKNOWN(
            400,
            "AuthSamlInvalidSamlResponseException",
            "Failed to assume role: Issuer not present in specified provider"),
    NO_SUCH_PROVIDER(400, "InvalidIdentityToken", "Specified provider doesn't exist"),
    EXPIRED(400, "ExpiredTokenException", "Token must be redeemed within 5 minutes of issuance"),
    WRONG_AUDIENCE(400, "InvalidIdentityToken", "Response does not contain the required audience"),
    SESSION_NAME_MISSING(400, "InvalidIdentityToken", "RoleSessionName is required in AuthnResponse"),
    SESSION_NAME_INVALID(
            400, "InvalidIdentityToken", "RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}"),
    SOURCE_IDENTITY_INVALID(
            400,
            "InvalidIdentityToken",
            "Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with \"aws:\""),
    DURATION_TOO_LONG(400, "ValidationError", "Requested DurationSeconds exceeds MaxSessionDuration set for this role"),
    METADATA_UNREADABLE(400, "InvalidInput", "Could not parse metadata"),
    /** IAM Identity Center says no more than this, whatever the fault. */
    IDENTITY_CENTER(400, "", "An unexpected error has occurred"),
    CLAIM_REJECTED(403, "IDPRejectedClaim", "The identity provider reported that authentication failed"),
    NOT_AUTHORIZED(403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithSAML");

    private final int status;
    private final String code;
    private final String text;

    AwsError(int status, String code, String text) {
        this.status = status;
        this.code = code;
        this.text = text;
    }

    public int status() {
        return status;
    }

    public String text() {
        return text;
    }

    /** As STS answers it, which has a code for each of them. */
    StsProblem ofSts() {
        return switch (this) {
            case INVALID_RESPONSE -> new StsProblem(400, "InvalidIdentityToken", "Invalid base64 SAMLResponse");
            case ISSUER_UNKNOWN ->
                new StsProblem(400, "InvalidIdentityToken", "Issuer not present in specified provider");
            default -> new StsProblem(status, code, text);
        };
    }

    /** The whole line as AWS prints it. */
    String line() {
        if (code.isEmpty()) {
            return text;
        }
        return "%s (Service: AWSSecurityTokenService; Status Code: %d; Error Code: %s)".formatted(text, status, code);
    }
}
