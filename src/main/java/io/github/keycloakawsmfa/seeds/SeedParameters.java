package io.github.keycloakawsmfa.seeds;

import io.github.keycloakawsmfa.totp.TotpAlgorithm;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** What files say of a device's codes, in their many spellings. */
public final class SeedParameters {

    /** Longer ones are typing mistakes: a code would be good for that long. */
    private static final int LONGEST_SECONDS = 300;

    private static final int SHORTEST_SECONDS = 10;

    /** HMAC is the only one of RFC 6238, so files name it, the hash, or both. */
    private static final Map<String, TotpAlgorithm> ALGORITHMS = Map.of(
            "SHA1", TotpAlgorithm.SHA1,
            "HMACSHA1", TotpAlgorithm.SHA1,
            "SHA256", TotpAlgorithm.SHA256,
            "HMACSHA256", TotpAlgorithm.SHA256,
            "SHA512", TotpAlgorithm.SHA512,
            "HMACSHA512", TotpAlgorithm.SHA512);

    private SeedParameters() {}

    /**
     * @param algorithm blank for SHA-1
     * @throws UnusableSeedException if a device of ours could not compute such codes
     */
    public static TotpParameters of(String algorithm, long digits, long periodSeconds) {
        if (!TotpParameters.CODE_LENGTHS.contains(Math.toIntExact(Math.min(digits, Integer.MAX_VALUE)))) {
            throw new UnusableSeedException("digits", "a code has 6 or 8 digits, not " + digits);
        }
        if (periodSeconds < SHORTEST_SECONDS || periodSeconds > LONGEST_SECONDS) {
            throw new UnusableSeedException(
                    "period",
                    "a time step has " + SHORTEST_SECONDS + " to " + LONGEST_SECONDS + " seconds, not "
                            + periodSeconds);
        }
        return new TotpParameters(algorithm(algorithm), (int) digits, Duration.ofSeconds(periodSeconds));
    }

    /** Of a device that counts its codes. */
    public static TotpParameters hotp(String algorithm, long digits) {
        TotpParameters timed = of(algorithm, digits, LONGEST_SECONDS);
        return new TotpParameters(timed.algorithm(), timed.digits(), Duration.ZERO);
    }

    private static TotpAlgorithm algorithm(String name) {
        if (name.isBlank()) {
            return TotpAlgorithm.SHA1;
        }
        String plain = name.toUpperCase(Locale.ROOT).replaceAll("[-_ ]", "");
        TotpAlgorithm known = ALGORITHMS.get(plain);
        if (known == null) {
            throw new UnusableSeedException("algorithm", "the algorithm is SHA-1, SHA-256 or SHA-512");
        }
        return known;
    }
}
