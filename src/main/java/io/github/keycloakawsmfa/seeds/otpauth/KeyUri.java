package io.github.keycloakawsmfa.seeds.otpauth;

import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.SeedParameters;
import io.github.keycloakawsmfa.seeds.UnusableSeedException;
import io.github.keycloakawsmfa.totp.TotpSecret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code otpauth://totp/ISSUER:ACCOUNT?secret=BASE32&issuer=ISSUER&algorithm=SHA1&digits=6&period=30}, of which only the
 * secret is always there. Unknown parameters, such as pictures, mean nothing here.
 *
 * @see <a href="https://github.com/google/google-authenticator/wiki/Key-Uri-Format">Key Uri Format</a>
 */
final class KeyUri {

    /** Not Java's: apps take blanks and other characters in a label, which a URI has not. */
    private static final Pattern URI =
            Pattern.compile("otpauth://(totp|hotp)/?([^?#]*)(?:\\?([^#]*))?(?:#.*)?", Pattern.CASE_INSENSITIVE);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private KeyUri() {}

    /** @throws SeedFileException if it is no such URI */
    static ListedEntry read(int line, String user, String text) {
        Matcher uri = URI.matcher(text);
        if (!uri.matches()) {
            throw new SeedFileException(line, "an otpauth URI begins with otpauth://totp/ or otpauth://hotp/");
        }
        String type = uri.group(1).toLowerCase(Locale.ROOT);
        Map<String, String> query = query(line, uri.group(3));
        String label = decoded(line, uri.group(2));
        int colon = label.indexOf(':');
        String account = label.substring(colon + 1).strip();
        String issuer = query.getOrDefault("issuer", colon < 0 ? "" : label.substring(0, colon))
                .strip();
        TotpSecret secret = secret(line, query.get("secret"));
        try {
            String algorithm = query.getOrDefault("algorithm", "");
            long digits = number(line, query, "digits", 6);
            Seed seed = type.equals("hotp")
                    ? Seed.counted(secret, SeedParameters.hotp(algorithm, digits), number(line, query, "counter", 0))
                    : new Seed(secret, SeedParameters.of(algorithm, digits, number(line, query, "period", 30)));
            return new ListedEntry(line, user, account, issuer, seed, null);
        } catch (UnusableSeedException e) {
            return new ListedEntry(line, user, account, issuer, null, e.word());
        }
    }

    private static Map<String, String> query(int line, String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : (query == null ? "" : query).split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            String[] parts = pair.split("=", 2);
            String name = parts[0].toLowerCase(Locale.ROOT);
            String value = parts.length == 1 ? "" : decoded(line, parts[1]);
            if (values.put(name, value) != null) {
                throw new SeedFileException(line, "a parameter of the URI comes twice");
            }
        }
        return values;
    }

    /** Percent signs only: a plus sign is one, as apps read it. */
    private static String decoded(int line, String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new SeedFileException(line, "a percent sign in the URI is not followed by two hexadecimal digits");
        }
    }

    private static TotpSecret secret(int line, String base32) {
        if (base32 == null || base32.isBlank()) {
            throw new SeedFileException(line, "the URI has no secret");
        }
        try {
            return TotpSecret.ofAppsBase32(base32);
        } catch (IllegalArgumentException e) {
            throw new SeedFileException(line, "the secret is no Base32");
        }
    }

    private static long number(int line, Map<String, String> query, String name, long otherwise) {
        String text = query.getOrDefault(name, "");
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new SeedFileException(line, "\"" + name + "\" is no whole number");
        }
        return Long.parseLong(text);
    }
}
