package io.github.keycloakawsmfa.admin.iam;

/** A call that AWS would answer with an error, found before anything was changed. The message is for the caller. */
final class IamException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final IamError error;

    IamException(IamError error, String message) {
        super(message, null, false, false);
        this.error = error;
    }

    static IamException invalid(String message) {
        return new IamException(IamError.VALIDATION_ERROR, message);
    }

    static IamException noSuchEntity(String message) {
        return new IamException(IamError.NO_SUCH_ENTITY, message);
    }

    IamError error() {
        return error;
    }
}
