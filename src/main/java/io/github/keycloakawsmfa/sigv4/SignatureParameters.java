package io.github.keycloakawsmfa.sigv4;

import java.util.regex.Pattern;

/**
 * What a request says about its signature, in either form.
 *
 * @param signedHeaders as it was sent
 * @param signature 64 lower-case hexadecimal digits
 */
record SignatureParameters(Credential credential, String signedHeaders, String signature, SignatureValidity validity) {

    static final String ALGORITHM = "AWS4-HMAC-SHA256";

    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

    /** @throws RefusedException if credential or signature is malformed, or the credential's day is not the moment's */
    static SignatureParameters parse(
            String credential, String signedHeaders, String signature, SignatureValidity validity) {
        if (!SIGNATURE.matcher(signature).matches()) {
            throw RefusedException.incomplete("Signature must be 64 lower-case hexadecimal digits.");
        }
        Credential parsed = Credential.parse(credential);
        String day = RequestTime.day(validity.moment());
        if (!parsed.scope().date().equals(day)) {
            throw new RefusedException(SignatureRefusal.outOfScope(
                    "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '"
                            + parsed.scope().date() + "' != '" + day + "', from '"
                            + RequestTime.text(validity.moment()) + "'."));
        }
        return new SignatureParameters(parsed, signedHeaders, signature, validity);
    }

    @Override
    public String toString() {
        return "SignatureParameters[" + credential + "]";
    }
}
