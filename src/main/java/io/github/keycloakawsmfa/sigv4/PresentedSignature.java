package io.github.keycloakawsmfa.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * The signature of one request, read but not verified: nothing that it says counts before {@link #verify} has the
 * secret of its access key id. It keeps a hash of the request, not the request.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">IAM User
 *     Guide, Create a signed request</a>
 */
public final class PresentedSignature {

    /** What came of reading a request. */
    public sealed interface Reading {

        /** There is one signature, and all that has to be signed is. */
        record Presented(PresentedSignature signature) implements Reading {}

        /** There is none, or none that could ever be verified. */
        record Refused(SignatureRefusal refusal) implements Reading {}
    }

    private final SignatureParameters parameters;
    private final String requestHash;

    private PresentedSignature(SignatureParameters parameters, String requestHash) {
        this.parameters = parameters;
        this.requestHash = requestHash;
    }

    /**
     * Reads the signature from the header {@code Authorization} or from the query, whichever has one.
     *
     * @param request of any shape and size, not null
     */
    public static Reading read(SignedRequest request) {
        try {
            RequestBounds.check(request);
            RequestHeaders headers = new RequestHeaders(request.headers());
            QueryParameters query = QueryParameters.parse(request.query());
            SignatureParameters parameters = parameters(headers, query);
            String canonicalRequest = String.join(
                    "\n",
                    request.method(),
                    CanonicalPath.of(request.path()),
                    query.canonical(),
                    SignedHeaders.parse(parameters.signedHeaders(), headers).canonical(),
                    PayloadHash.of(request.body(), headers));
            String requestHash = Sha256.hex(canonicalRequest.getBytes(ISO_8859_1));
            return new Reading.Presented(new PresentedSignature(parameters, requestHash));
        } catch (RefusedException e) {
            return new Reading.Refused(e.refusal());
        }
    }

    private static SignatureParameters parameters(RequestHeaders headers, QueryParameters query) {
        boolean inHeader = headers.has(AuthorizationHeader.NAME);
        boolean inQuery = PresignedQuery.isMeant(query);
        if (!inHeader && !inQuery) {
            throw new RefusedException(SignatureRefusal.missing());
        }
        if (headers.has("x-amz-security-token") || query.has("X-Amz-Security-Token")) {
            throw new RefusedException(SignatureRefusal.token());
        }
        if (inHeader && inQuery) {
            throw RefusedException.incomplete(
                    "The signature is in the Authorization header or in the query, not both.");
        }
        return inHeader ? AuthorizationHeader.read(headers) : PresignedQuery.read(query);
    }

    /** Whose it claims to be: 1 to 255 printable ASCII characters without comma and blank. */
    public String accessKeyId() {
        return parameters.credential().accessKeyId();
    }

    /** 64 lower-case hexadecimal digits. */
    public String signature() {
        return parameters.signature();
    }

    /** When it claims to have been made, in whole seconds. */
    public Instant moment() {
        return parameters.validity().moment();
    }

    /** What it claims to be good for. Its date is the day of its moment. */
    public CredentialScope scope() {
        return parameters.credential().scope();
    }

    /** The last moment at which it can be verified, at most five minutes after its moment. */
    public Instant goodUntil() {
        return parameters.validity().goodUntil();
    }

    /**
     * Verifies it. It is as good the next time: whoever lets it in has to remember it.
     *
     * @param secretKey of the access key id; null or empty verifies nothing
     * @param accepted what the server is, not null
     * @param now not null
     */
    public SignatureOutcome verify(String secretKey, AcceptedScope accepted, Instant now) {
        Optional<SignatureRefusal> refusal = accepted.refusal(scope())
                .or(() -> parameters.validity().refusal(now))
                .or(() -> isOf(secretKey) ? Optional.empty() : Optional.of(SignatureRefusal.doesNotMatch()));
        return refusal.<SignatureOutcome>map(SignatureOutcome.Refused::new)
                .orElseGet(() -> new SignatureOutcome.Verified(accessKeyId(), signature(), goodUntil()));
    }

    private boolean isOf(String secretKey) {
        if (secretKey == null || secretKey.isEmpty()) {
            return false;
        }
        String stringToSign = String.join(
                "\n", SignatureParameters.ALGORITHM, RequestTime.text(moment()), scope().toString(), requestHash);
        String right = new SigningKey(secretKey, scope()).signature(stringToSign);
        return MessageDigest.isEqual(right.getBytes(US_ASCII), signature().getBytes(US_ASCII));
    }

    /** Until it is spent, it is good for whoever reads it. */
    @Override
    public String toString() {
        return "PresentedSignature[" + accessKeyId() + ", " + scope() + "]";
    }
}
