package io.github.keycloakawsmfa.demo;

/** What STS answers instead of credentials: HTTP status, code and message. */
final class StsProblem extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    StsProblem(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
