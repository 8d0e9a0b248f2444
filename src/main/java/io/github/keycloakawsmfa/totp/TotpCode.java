package io.github.keycloakawsmfa.totp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * A code of six or eight ASCII digits, typed or computed. Compared in constant time, shown by no {@code toString};
 * immutable. That two codes are equal says nothing about whether one was used before.
 */
public final class TotpCode {

    private final String digits;

    private TotpCode(String digits) {
        this.digits = digits;
    }

    /**
     * Reads what somebody typed. Spaces and tabs around are dropped, and one between two digits, for apps display
     * {@code 123 456}. What is left must be ASCII digits: no sign, no other script's digits, no other kind of blank.
     *
     * @param typed null counts as nothing typed
     * @param digits how many digits a code has, 6 or 8
     * @return empty if that is no code
     */
    public static Optional<TotpCode> parse(String typed, int digits) {
        if (typed == null) {
            return Optional.empty();
        }
        StringBuilder kept = new StringBuilder(digits);
        int end = afterLastNonBlank(typed);
        int blanksInside = 0;
        for (int i = 0; i < end; i++) {
            char c = typed.charAt(i);
            if (c >= '0' && c <= '9') {
                kept.append(c);
            } else if (!isBlank(c) || (kept.length() > 0 && ++blanksInside > 1)) {
                return Optional.empty();
            }
        }
        return kept.length() == digits ? Optional.of(new TotpCode(kept.toString())) : Optional.empty();
    }

    /** The code of a value below 10^digits, filled up with zeros in front. */
    static TotpCode of(int value, int digits) {
        // Not String.format: under a locale such as hi-IN-u-nu-Deva it writes digits that no parser takes.
        String significant = Integer.toString(value);
        return new TotpCode("0".repeat(digits - significant.length()) + significant);
    }

    /** The code in clear, six or eight ASCII digits. */
    public String digits() {
        return digits;
    }

    int value() {
        return Integer.parseInt(digits);
    }

    private static int afterLastNonBlank(String typed) {
        int end = typed.length();
        while (end > 0 && isBlank(typed.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TotpCode that
                && MessageDigest.isEqual(
                        digits.getBytes(StandardCharsets.US_ASCII), that.digits.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public int hashCode() {
        return digits.hashCode();
    }

    @Override
    public String toString() {
        return "TotpCode[redacted]";
    }
}
