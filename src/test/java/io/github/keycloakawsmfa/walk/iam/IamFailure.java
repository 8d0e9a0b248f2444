package io.github.keycloakawsmfa.walk.iam;

/** The call was answered with one of AWS's errors, as AWS's client understood it. */
final class IamFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    IamFailure(String code, String message) {
        super(code + ": " + message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
