package io.github.keycloakawsmfa.totp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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

    /**
     * Cuts what one field holds into codes: two or more codes' digits, with any spaces and tabs among them, are so many
     * codes; anything else is left as it is, one text.
     *
     * @param typed not null
     * @param digits how many digits a code has
     * @param most how many codes at most
     */
    public static List<String> split(String typed, int digits, int most) {
        String plain = typed.replaceAll("[ \\t]", "");
        int count = plain.length() / digits;
        if (count < 2 || count > most || !plain.matches("[0-9]{" + count * digits + "}")) {
            return List.of(typed);
        }
        return IntStream.range(0, count)
                .mapToObj(code -> plain.substring(code * digits, (code + 1) * digits))
                .toList();
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
