package io.github.keycloakawsmfa.sigv4;

/**
 * Why a request does not count as signed.
 *
 * @param code not null
 * @param message a sentence in printable ASCII, AWS's own where AWS has one; of the request it repeats dates only, and
 *     nothing of what would have been right
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">IAM User Guide,
 *     Troubleshoot Signature Version 4 signing</a>
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">IAM API Reference, Common
 *     errors</a>
 */
public record SignatureRefusal(Code code, String message) {

    /** What AWS would answer. */
    public enum Code {
        /** There is no signature: {@code MissingAuthenticationToken}, 403. */
        MISSING,
        /** A part of it is missing, there twice, or malformed: {@code IncompleteSignature}, 400. */
        INCOMPLETE,
        /** It comes with a session token, which nobody here has issued: {@code InvalidClientTokenId}, 403. */
        TOKEN,
        /** It is for another day, region or service: {@code SignatureDoesNotMatch}, 403. */
        OUT_OF_SCOPE,
        /** It is too old, or not good yet: {@code SignatureDoesNotMatch}, 403. */
        EXPIRED,
        /** It is of another request, or made with another secret: {@code SignatureDoesNotMatch}, 403. */
        DOES_NOT_MATCH
    }

    static SignatureRefusal missing() {
        return new SignatureRefusal(Code.MISSING, "Request is missing Authentication Token");
    }

    static SignatureRefusal incomplete(String message) {
        return new SignatureRefusal(Code.INCOMPLETE, message);
    }

    static SignatureRefusal token() {
        return new SignatureRefusal(Code.TOKEN, "The security token included in the request is invalid.");
    }

    static SignatureRefusal outOfScope(String message) {
        return new SignatureRefusal(Code.OUT_OF_SCOPE, message);
    }

    static SignatureRefusal expired(String message) {
        return new SignatureRefusal(Code.EXPIRED, message);
    }

    static SignatureRefusal doesNotMatch() {
        return new SignatureRefusal(
                Code.DOES_NOT_MATCH,
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret"
                        + " Access Key and signing method. Consult the service documentation for details.");
    }
}
