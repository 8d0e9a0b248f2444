package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.LengthPrefixed;
import io.github.keycloakawsmfa.totp.Base32;
import io.github.keycloakawsmfa.totp.TypedText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A ticket for one user's first device, as stored: 80 random bits that only the administrator who made it has seen.
 *
 * @param hash SHA-256 of realm, user and ticket, Base64: what nobody can guess needs no salt or stretching
 */
public record Ticket(String hash, long untilEpochSecond) {

    /**
     * A ticket that was made; an earlier one of the user is void.
     *
     * @param text in groups of four, shown to the administrator only this once: only its hash is stored
     */
    public record Issued(String text, Instant expiresAt) {

        /** Redacted: tickets are not for logs. */
        @Override
        public String toString() {
            return "Issued[expiresAt=" + expiresAt + "]";
        }
    }

    private static final int BYTES = 10;
    private static final Pattern FORMAT = Pattern.compile("[A-Z2-7]{16}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @throws IllegalArgumentException if the hash is not Base64 */
    public Ticket {
        Base64.getDecoder().decode(hash);
    }

    /** A new ticket's text, in groups of four. */
    static String newText() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return Base32.encode(random).replaceAll("(.{4})(?!$)", "$1-");
    }

    /** @param text what {@link #newText} made */
    static Ticket of(String realmId, String userId, String text, Instant expiresAt) {
        return new Ticket(hash(realmId, userId, plain(text)), expiresAt.getEpochSecond());
    }

    /** @param ticket null for none */
    static boolean waits(Ticket ticket, Instant now) {
        return ticket != null && now.getEpochSecond() < ticket.untilEpochSecond;
    }

    /** @param typed case, and what {@link TypedText} removes, do not matter; null matches nothing */
    boolean matches(String realmId, String userId, String typed, Instant now) {
        if (typed == null || !waits(this, now)) {
            return false;
        }
        String plain = plain(typed);
        return FORMAT.matcher(plain).matches()
                && MessageDigest.isEqual(
                        Base64.getDecoder().decode(hash), Base64.getDecoder().decode(hash(realmId, userId, plain)));
    }

    private static String plain(String text) {
        return TypedText.plain(text).toUpperCase(Locale.ROOT);
    }

    private static String hash(String realmId, String userId, String plain) {
        try {
            byte[] hashed =
                    MessageDigest.getInstance("SHA-256").digest(LengthPrefixed.of("ticket", realmId, userId, plain));
            return Base64.getEncoder().encodeToString(hashed);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
