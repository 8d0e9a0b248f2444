package io.github.keycloakawsmfa.sigv4;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A secret key's own for one day, region and service.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">IAM User
 *     Guide, Create a signed request, steps 4 and 5</a>
 */
final class SigningKey {

    private final byte[] key;

    /** @param secretKey in UTF-8 */
    SigningKey(String secretKey, CredentialScope scope) {
        byte[] dateKey = Sha256.hmac(("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8), scope.date());
        byte[] regionKey = Sha256.hmac(dateKey, scope.region());
        byte[] serviceKey = Sha256.hmac(regionKey, scope.service());
        key = Sha256.hmac(serviceKey, CredentialScope.TERMINATOR);
    }

    /** 64 lower-case hexadecimal digits. */
    String signature(String stringToSign) {
        return HexFormat.of().formatHex(Sha256.hmac(key, stringToSign));
    }

    @Override
    public String toString() {
        return "SigningKey[redacted]";
    }
}
