package io.github.keycloakawsmfa.seeds;

/** A secret of a kind that cannot become a virtual MFA device, although nothing is wrong with its file. */
public final class UnusableSeedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String word;

    /**
     * @param word for machines: {@code hotp}, {@code counter}, {@code algorithm}, {@code digits}, {@code period}
     * @param message never holds a secret
     */
    public UnusableSeedException(String word, String message) {
        super(message);
        this.word = word;
    }

    /** It counts instead of telling the time. */
    public static UnusableSeedException hotp() {
        return new UnusableSeedException("hotp", "it counts codes (HOTP) instead of telling the time (TOTP)");
    }

    public String word() {
        return word;
    }
}
