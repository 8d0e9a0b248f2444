package io.github.keycloakawsmfa.seeds;

/** A file that is refused whole: what is wrong, and in which line. */
public final class SeedFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int LONGEST = 250;

    private final int line;

    /**
     * @param line from 1; 0 if it is not about one line
     * @param reason without a full stop; never holds a secret
     */
    public SeedFileException(int line, String reason) {
        super(oneLine(reason));
        this.line = line;
    }

    /** A reason may name what the file calls an element, or a column. */
    private static String oneLine(String reason) {
        String line = reason.replaceAll("\\R", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    /** From 1; 0 if it is not about one line. */
    public int line() {
        return line;
    }

    /** Line and reason, for whoever sent the file. */
    public String sentence() {
        return (line == 0 ? "" : "Line " + line + ": ") + getMessage() + ".";
    }
}
