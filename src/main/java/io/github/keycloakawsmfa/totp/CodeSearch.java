package io.github.keycloakawsmfa.totp;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Looks for the steps of one code, or of several consecutive ones, around given steps. The code of each step is computed
 * once, whatever is searched and found. It checks no reuse and counts no attempts: that is the caller's.
 */
public final class CodeSearch {

    private final Hotp hotp;
    private final int[] codes;
    private final Map<Long, Integer> computed = new HashMap<>();

    /**
     * @param totp of the device, not null
     * @param codes one or more, in the order in which the device showed them, with as many digits as {@code totp} makes
     * @throws IllegalArgumentException if there is none, or one has another number of digits
     */
    public CodeSearch(Totp totp, List<TotpCode> codes) {
        int digits = totp.parameters().digits();
        if (codes.isEmpty() || codes.stream().anyMatch(code -> code.digits().length() != digits)) {
            throw new IllegalArgumentException("One or more codes of " + digits + " digits");
        }
        this.hotp = totp.hotp();
        this.codes = codes.stream().mapToInt(TotpCode::value).toArray();
    }

    /**
     * The step of the last code, if the codes are those of consecutive steps; of several such steps the nearest to the
     * centre, and of two equally near ones the older, for typing takes time.
     *
     * @param reach how far from the centre the last code's step may lie, inclusive, in steps
     * @param after the first code's step must be newer than this one
     */
    public OptionalLong nearest(long centre, int reach, long after) {
        return find(codes.length, centre, reach, after);
    }

    /** The same for the codes without the last one; empty if there is only one. */
    public OptionalLong nearestWithoutLast(long centre, int reach, long after) {
        return codes.length == 1 ? OptionalLong.empty() : find(codes.length - 1, centre, reach, after);
    }

    private OptionalLong find(int count, long centre, int reach, long after) {
        // No early exit: the work done tells nobody which step a code belongs to.
        long[] matches = LongStream.rangeClosed(centre - reach, centre + reach)
                .filter(last -> endAt(last, count) & last - count + 1 > after)
                .toArray();
        return LongStream.of(matches)
                .boxed()
                .min((one, other) -> Long.compare(Math.abs(one - centre), Math.abs(other - centre)))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    private boolean endAt(long last, int count) {
        boolean equal = true;
        for (int i = 0; i < count; i++) {
            equal &= computed.computeIfAbsent(last - count + 1 + i, hotp::at) == codes[i];
        }
        return equal;
    }
}
