package io.github.keycloakawsmfa.admin.iam;

/**
 * AWS's error codes and their HTTP statuses.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">IAM API Reference, Common Errors</a>
 */
enum IamError {
    ACCESS_DENIED("AccessDenied", 403),
    DELETE_CONFLICT("DeleteConflict", 409),
    ENTITY_ALREADY_EXISTS("EntityAlreadyExists", 409),
    ENTITY_TEMPORARILY_UNMODIFIABLE("EntityTemporarilyUnmodifiable", 409),
    INCOMPLETE_SIGNATURE("IncompleteSignature", 400),
    INVALID_ACTION("InvalidAction", 400),
    INVALID_AUTHENTICATION_CODE("InvalidAuthenticationCode", 403),
    INVALID_CLIENT_TOKEN_ID("InvalidClientTokenId", 403),
    INVALID_INPUT("InvalidInput", 400),
    INVALID_USER_TYPE("InvalidUserType", 400),
    LIMIT_EXCEEDED("LimitExceeded", 409),
    MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationToken", 403),
    NO_SUCH_ENTITY("NoSuchEntity", 404),
    SERVICE_UNAVAILABLE("ServiceUnavailable", 503),
    SIGNATURE_DOES_NOT_MATCH("SignatureDoesNotMatch", 403),
    THROTTLING("Throttling", 400),
    VALIDATION_ERROR("ValidationError", 400);

    private final String code;
    private final int status;

    IamError(String code, int status) {
        this.code = code;
        this.status = status;
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }

    /** Whose fault it is, in AWS's words. */
    String type() {
        return status < 500 ? "Sender" : "Receiver";
    }
}
