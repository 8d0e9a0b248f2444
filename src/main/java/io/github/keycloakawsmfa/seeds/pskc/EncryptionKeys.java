package io.github.keycloakawsmfa.seeds.pskc;

import io.github.keycloakawsmfa.seeds.SeedFileException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.w3c.dom.Element;

/**
 * The key that a container's values are encrypted with: agreed on, or derived from a password that was, by PBKDF2.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6030#section-6.2">RFC 6030, section 6.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8018#section-5.2">RFC 8018, section 5.2</a>
 */
final class EncryptionKeys {

    /** Some seconds of work: nobody ships more, and a file must not hold the server up. */
    private static final int MOST_ITERATIONS = 2_000_000;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,7}");

    private EncryptionKeys() {}

    static byte[] of(Element encryptionKey, ContainerKey given) {
        int line = XmlPieces.lineOf(encryptionKey);
        if (Elements.child(encryptionKey, "X509Data").isPresent()) {
            throw new SeedFileException(
                    line, "encryption for a certificate is not supported: ask for a key or a password");
        }
        Element derived = Elements.child(encryptionKey, "DerivedKey").orElse(null);
        if (given instanceof ContainerKey.PreShared shared) {
            // Who has derived it already may bring it, too.
            return shared.key();
        }
        if (given instanceof ContainerKey.Password password && derived != null) {
            return derive(derived, password.password());
        }
        throw new SeedFileException(
                line,
                derived == null
                        ? "the file is encrypted with a key that was agreed on: it is needed as well"
                        : "the file is encrypted with a password: it is needed as well");
    }

    private static byte[] derive(Element derived, String password) {
        int line = XmlPieces.lineOf(derived);
        Element method = Elements.child(derived, "KeyDerivationMethod")
                .orElseThrow(() -> new SeedFileException(line, "how the key is derived is missing"));
        if (!method.getAttribute("Algorithm").toLowerCase(Locale.ROOT).endsWith("#pbkdf2")) {
            throw new SeedFileException(XmlPieces.lineOf(method), "the key is derived by PBKDF2 only");
        }
        Element parameters = Elements.child(method, "PBKDF2-params")
                .orElseThrow(() -> new SeedFileException(line, "the parameters of PBKDF2 are missing"));
        byte[] salt = Elements.at(parameters, "Salt", "Specified")
                .map(Elements::base64)
                .filter(bytes -> bytes.length > 0)
                .orElseThrow(() -> new SeedFileException(line, "the salt of PBKDF2 is missing"));
        int iterations = number(parameters, "IterationCount");
        if (iterations < 1 || iterations > MOST_ITERATIONS) {
            throw new SeedFileException(line, "PBKDF2 iterates 1 to " + MOST_ITERATIONS + " times");
        }
        int bytes = number(parameters, "KeyLength");
        if (bytes != 16 && bytes != 24 && bytes != 32) {
            throw new SeedFileException(line, "an AES key has 16, 24 or 32 bytes");
        }
        return pbkdf2(line, prf(line, parameters), password, salt, iterations, bytes);
    }

    private static int number(Element parameters, String name) {
        String text = Elements.text(parameters, name);
        if (!NUMBER.matcher(text).matches()) {
            throw new SeedFileException(XmlPieces.lineOf(parameters), name + " is no whole number");
        }
        return Integer.parseInt(text);
    }

    /** HMAC-SHA-1 where nothing else is said (RFC 8018, appendix A.2). */
    private static String prf(int line, Element parameters) {
        String uri = Elements.child(parameters, "PRF")
                .map(prf -> prf.getAttribute("Algorithm"))
                .orElse("");
        String name = uri.substring(Math.max(uri.lastIndexOf('#'), uri.lastIndexOf(':')) + 1)
                .toLowerCase(Locale.ROOT)
                .replace("-", "");
        if (name.isEmpty()) {
            return "HmacSHA1";
        }
        if (!name.matches("hmacsha(1|224|256|384|512)")) {
            throw new SeedFileException(line, "PBKDF2 takes HMAC with SHA-1 or SHA-2");
        }
        return "HmacSHA" + name.substring("hmacsha".length());
    }

    private static byte[] pbkdf2(int line, String prf, String password, byte[] salt, int iterations, int bytes) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, bytes * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2With" + prf)
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new SeedFileException(line, "this server has no PBKDF2 with " + prf);
        } finally {
            spec.clearPassword();
        }
    }
}
