package io.github.keycloakawsmfa.totp;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A code of six or eight ASCII digits, typed or computed. Compared in constant time, not shown by {@code toString};
 * immutable. Equality of two codes says nothing about whether one was used before.
 */
public final class TotpCode {

    private final String digits;

    private TotpCode(String digits) {
        this.digits = digits;
    }

    /**
     * Reads what somebody typed or pasted. {@link TypedText#plain} of it must be ASCII digits: no sign, no other
     * script's digits.
     *
     * @param typed null counts as nothing typed
     * @param digits how many digits a code has, 6 or 8
     * @return empty if that is not a code
     */
    public static Optional<TotpCode> parse(String typed, int digits) {
        String plain = TypedText.plain(typed);
        return isDigits(plain, digits) ? Optional.of(new TotpCode(plain)) : Optional.empty();
    }

    /**
     * Splits what one field holds into codes: the digits of two or more codes, with anything between them that
     * {@link #parse} ignores, give that many codes; anything else stays one text, unchanged.
     *
     * @param typed not null
     * @param digits how many digits a code has
     * @param most how many codes at most
     */
    public static List<String> split(String typed, int digits, int most) {
        String plain = TypedText.plain(typed);
        int count = plain.length() / digits;
        if (count < 2 || count > most || !isDigits(plain, count * digits)) {
            return List.of(typed);
        }
        return IntStream.range(0, count)
                .mapToObj(code -> plain.substring(code * digits, (code + 1) * digits))
                .toList();
    }

    /** The code of a value below 10^digits, padded with leading zeros. */
    static TotpCode of(int value, int digits) {
        // Not String.format: under a locale such as hi-IN-u-nu-Deva it writes digits that no parser takes.
        String significant = Integer.toString(value);
        return new TotpCode("0".repeat(digits - significant.length()) + significant);
    }

    /** The code in clear, six or eight ASCII digits. */
    public String digits() {
        return digits;
    }

    /** The code as a number, without leading zeros. */
    int value() {
        return Integer.parseInt(digits);
    }

    // By hand, not by Character: other scripts have digits too.
    private static boolean isDigits(String text, int count) {
        return text.length() == count && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TotpCode that && digits.length() == that.digits.length() && value() == that.value();
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
