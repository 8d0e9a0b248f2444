package io.github.keycloakawsmfa.aws.model;

import io.github.keycloakawsmfa.totp.Base32;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name that AWS's console header and CloudTrail show for a federated user; SourceIdentity takes the same values; as
 * none has a colon, none begins with {@code aws:}.
 *
 * <p>What AWS does not accept is cleaned, cut and marked with a hyphen and 20 characters of Base32, the first 100 bits
 * of a SHA-256. A name that ends like a mark is marked as well, so no chosen name equals what another user's is turned
 * into: an attacker has to find a second preimage of 100 bits.
 *
 * @param value 2 to 64 of {@code A-Z a-z 0-9 _ + = , . @ -}
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AWS STS, RoleSessionName</a>
 */
public record RoleSessionName(String value) {

    private static final Pattern VALID = Pattern.compile("[a-zA-Z_0-9+=,.@-]{2,64}");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-zA-Z_0-9+=,.@-]+");
    private static final int MAX_CHARACTERS = 64;
    private static final int MARK = 20;

    /** What is kept comes from so many; to order combining characters takes time in the square of their number. */
    private static final int READ = 1000;

    /** In upper or lower case: readers that ignore case must not confuse names either. */
    private static final Pattern MARKED = Pattern.compile(".*-[a-zA-Z2-7]{" + MARK + "}");

    /** What a mark is made from; it is part of the hash, so that marks of one kind are never marks of the other. */
    private enum Of {
        TEXT,
        USER
    }

    /** @throws IllegalArgumentException if AWS would refuse the value */
    public RoleSessionName {
        if (!VALID.matcher(value).matches()) {
            throw new IllegalArgumentException("AWS refuses the role session name " + value + ": not " + VALID);
        }
    }

    /** Whether AWS accepts a text as it is; false for null. */
    public static boolean isTaken(String text) {
        return text != null && VALID.matcher(text).matches();
    }

    /**
     * For a text that no two users share: the same text gives the same name, today and later, and two texts give two
     * names. A text that AWS accepts stays as it is, unless it ends like a mark. Texts that differ only in case have
     * names that do.
     *
     * @param text not null
     */
    public static RoleSessionName of(String text) {
        boolean stays = VALID.matcher(text).matches() && !MARKED.matcher(text).matches();
        return stays ? new RoleSessionName(text) : marked(text, Of.TEXT, text);
    }

    /**
     * For a text that two users may share: the mark is made from the user. The name is the same as long as the text is,
     * and never another user's, whatever the texts.
     *
     * @param userId unique in the realm, and permanent
     */
    public static RoleSessionName of(String text, String userId) {
        return marked(text, Of.USER, userId);
    }

    private static RoleSessionName marked(String text, Of of, String hashed) {
        String read = text.substring(0, Math.min(text.length(), READ));
        String letters = ACCENTS.matcher(Normalizer.normalize(read, Normalizer.Form.NFKD))
                .replaceAll("");
        String cleaned = OTHERS.matcher(letters).replaceAll("_");
        String mark = "-" + mark(of, hashed);
        int kept = Math.min(cleaned.length(), MAX_CHARACTERS - mark.length());
        return new RoleSessionName(cleaned.substring(0, kept) + mark);
    }

    /** From the UTF-16 code units: UTF-8 would turn every lone surrogate into a question mark. */
    private static String mark(Of of, String hashed) {
        ByteBuffer message = ByteBuffer.allocate(1 + 2 * hashed.length());
        message.put((byte) of.ordinal());
        hashed.chars().forEach(unit -> message.putChar((char) unit));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(message.array());
            return Base32.encode(hash).substring(0, MARK).toLowerCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
