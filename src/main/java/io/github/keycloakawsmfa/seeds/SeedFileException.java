package io.github.keycloakawsmfa.seeds;

/** A file that is refused whole: what is wrong, and in which line. */
public final class SeedFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int line;

    /**
     * @param line from 1; 0 if it is not about one line
     * @param reason without a full stop; never holds a secret
     */
    public SeedFileException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    public int line() {
        return line;
    }
}
