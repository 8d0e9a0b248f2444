package io.github.keycloakawsmfa.aws.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name that AWS's console header and CloudTrail show for a federated user.
 *
 * @param value 2 to 64 of {@code A-Z a-z 0-9 _ + = , . @ -}
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS STS, RoleSessionName</a>
 */
public record RoleSessionName(String value) {

    private static final Pattern VALID = Pattern.compile("[a-zA-Z_0-9+=,.@-]{2,64}");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-zA-Z_0-9+=,.@-]+");
    private static final int MAX_CHARACTERS = 64;
    private static final int HASH_BYTES = 6;

    /** @throws IllegalArgumentException if AWS would refuse the value */
    public RoleSessionName {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("AWS refuses the role session name " + value + ": not " + VALID);
        }
    }

    /**
     * The same name for the same user, today and later. One that AWS takes stays as it is; any other is cleaned, cut and
     * gets a hyphen and 12 hexadecimal digits of the original's SHA-256, so that Müller and Muller stay two.
     *
     * <p>Nothing keeps a user who may choose any username from choosing what another's is cleaned to: whoever needs more
     * than a display name reads the NameID or SourceIdentity.
     *
     * @param username not null
     */
    public static RoleSessionName of(String username) {
        if (VALID.matcher(username).matches()) {
            return new RoleSessionName(username);
        }
        String letters = ACCENTS.matcher(Normalizer.normalize(username, Normalizer.Form.NFKD))
                .replaceAll("");
        String cleaned = OTHERS.matcher(letters).replaceAll("_");
        String suffix = "-" + hashOf(username);
        int kept = Math.min(cleaned.length(), MAX_CHARACTERS - suffix.length());
        return new RoleSessionName(cleaned.substring(0, kept) + suffix);
    }

    private static String hashOf(String username) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(username.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
