package io.github.keycloakawsmfa.admin.users;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Behind which user a page begins: local and imported users in the order of their names, then those of other stores in
 * the order of their ids. Whoever is added, removed or renamed meanwhile moves nobody else to another page.
 *
 * @param federated whether all local and imported users have been seen
 * @param after a username, or the id of a federated user; empty before the first
 */
public record Cursor(boolean federated, String after) {

    public static final Cursor START = new Cursor(false, "");

    private static final String LOCAL = "u";
    private static final String FEDERATED = "f";

    /** @throws BadCallException if no answer has given it */
    public static Cursor parse(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            Cursor cursor = new Cursor(plain.startsWith(FEDERATED), plain.substring(1));
            if (cursor.toString().equals(text) && plain.indexOf('\0') < 0) {
                return cursor;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Answered below.
        }
        throw new BadCallException("\"after\" must be the value of \"next\" in an answer of this call.");
    }

    /** As in answers: opaque, and fit for a URL. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(((federated ? FEDERATED : LOCAL) + after).getBytes(StandardCharsets.UTF_8));
    }
}
