package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.LengthPrefixed;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The sign-in in which a code is typed or a device assigned, as the ledger keeps it: enough to tell it from any other,
 * and nothing that signs anybody in.
 *
 * @param session the first 64 bits of a hash of the root session's id, which is the user session's id as well
 * @param mark 64 random bits. Keycloak creates new user sessions under the id of an old one (26.7.3,
 *     AuthenticationProcessor.attachSession): only the one that carries the mark belongs to this sign-in
 * @param tab 24 bits of a hash of root session and tab, never 0
 * @param toAws whether it leads to AWS, as far as can be told before the response is made: this proves nothing
 * @param proven whether a code of it is evidence
 */
public record SignIn(long session, long mark, int tab, boolean toAws, boolean proven) {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern MARK = Pattern.compile("[0-9a-f]{16}");

    public SignIn(long session, long mark, int tab, boolean toAws) {
        this(session, mark, tab, toAws, true);
    }

    /** The same without primary authentication: a code passes, and is no evidence (rule S13). */
    public SignIn unproven() {
        return new SignIn(session, mark, tab, toAws, false);
    }

    /**
     * A sign-in in progress, with a new mark.
     *
     * @param toAws as in {@link #toAws}
     */
    public static SignIn of(AuthenticationSessionModel authSession, boolean toAws) {
        String root = authSession.getParentSession().getId();
        int tab = (int) hash("tab", root, authSession.getTabId()) & 0xFFFFFF;
        return new SignIn(hash("session", root), RANDOM.nextLong(), Math.max(1, tab), toAws);
    }

    /**
     * What a session carries.
     *
     * @param rootSessionId not null
     * @param mark as {@link #markText} wrote it; null or anything else gives an empty result
     */
    public static Optional<SignIn> carried(String rootSessionId, String mark) {
        return Optional.ofNullable(mark)
                .filter(text -> MARK.matcher(text).matches())
                .map(text -> new SignIn(hash("session", rootSessionId), Long.parseUnsignedLong(text, 16), 1, false));
    }

    /** The mark as 16 hexadecimal digits. */
    public String markText() {
        return HexFormat.of().toHexDigits(mark);
    }

    private static long hash(String... parts) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(LengthPrefixed.of(parts)))
                    .getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }
}
