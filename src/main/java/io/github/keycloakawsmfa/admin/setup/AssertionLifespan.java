package io.github.keycloakawsmfa.admin.setup;

/** How long an assertion lasts: AWS takes one for 5 minutes, and Keycloak's own default of 1 is too short for a page and a command line. */
final class AssertionLifespan {

    private static final int LONGEST_SECONDS = 300;

    /** Any shorter, and it ends before a slow browser delivers it. */
    private static final int SHORTEST_SECONDS = 30;

    private AssertionLifespan() {}

    /** What the setting should be, in seconds. */
    static String forAws(String present) {
        String read = asRead(present);
        boolean right = !read.isEmpty()
                && Integer.parseInt(read) >= SHORTEST_SECONDS
                && Integer.parseInt(read) <= LONGEST_SECONDS;
        return right ? present : String.valueOf(LONGEST_SECONDS);
    }

    /** As Keycloak reads it, with a default for all else (26.4 to 26.7, SamlClient.getAssertionLifespan). */
    static String asRead(String value) {
        try {
            int seconds = Integer.parseInt(value);
            return seconds > 0 ? String.valueOf(seconds) : "";
        } catch (NumberFormatException e) {
            return "";
        }
    }
}
