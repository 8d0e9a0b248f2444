package io.github.keycloakawsmfa.totp;

import java.util.List;
import java.util.OptionalLong;

/**
 * Looks for the steps of one code, or of several consecutive ones, around given steps. The code of each step is
 * computed once, whatever is searched and found. Checking reuse and counting attempts is up to the caller.
 */
public final class CodeSearch {

    /** The codes of consecutive steps; never compared with others. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Computed(long first, int[] codes, Computed before) {}

    /** Equal to no code: those are not negative. */
    private static final int NO_CODE = -1;

    private final Hotp hotp;
    private final int[] typed;
    private Computed computed;

    /**
     * @param totp of the device, not null
     * @param codes one or more, in the order in which the device showed them; one with another number of digits than
     *     {@code totp} makes is none of its codes, and as much is computed for it
     * @throws IllegalArgumentException if there is none
     */
    public CodeSearch(Totp totp, List<TotpCode> codes) {
        int digits = totp.parameters().digits();
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("One or more codes");
        }
        hotp = totp.hotp();
        typed = new int[codes.size()];
        for (int i = 0; i < typed.length; i++) {
            TotpCode code = codes.get(i);
            typed[i] = code.digits().length() == digits ? code.value() : NO_CODE;
        }
    }

    /**
     * The step of the last code, if the codes are those of consecutive steps; of several such steps the nearest to the
     * centre, and of two equally near ones the older, because typing takes time.
     *
     * @param reach how far from the centre the last code's step may lie, inclusive, in steps
     * @param after the first code's step must be newer than this one
     */
    public OptionalLong nearest(long centre, int reach, long after) {
        return find(typed.length, centre, reach, after);
    }

    /** The same for the codes without the last one; empty if there is only one. */
    public OptionalLong nearestWithoutLast(long centre, int reach, long after) {
        return typed.length == 1 ? OptionalLong.empty() : find(typed.length - 1, centre, reach, after);
    }

    private OptionalLong find(int count, long centre, int reach, long after) {
        long first = centre - reach - count + 1;
        int[] codes = codes(first, 2 * reach + count);
        OptionalLong nearest = OptionalLong.empty();
        // No early exit: the work done does not reveal which step a code belongs to.
        for (int i = 0; i <= 2 * reach; i++) {
            boolean equal = first + i > after;
            for (int k = 0; k < count; k++) {
                equal &= codes[i + k] == typed[k];
            }
            long last = first + i + count - 1;
            if (equal && (nearest.isEmpty() || Math.abs(last - centre) < Math.abs(nearest.getAsLong() - centre))) {
                nearest = OptionalLong.of(last);
            }
        }
        return nearest;
    }

    private int[] codes(long first, int count) {
        int[] codes = new int[count];
        for (int i = 0; i < count; i++) {
            codes[i] = codeAt(first + i);
        }
        computed = new Computed(first, codes, computed);
        return codes;
    }

    private int codeAt(long step) {
        for (Computed some = computed; some != null; some = some.before) {
            long place = step - some.first;
            if (place >= 0 && place < some.codes.length) {
                return some.codes[(int) place];
            }
        }
        return hotp.at(step);
    }
}
