package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Settings;

/**
 * One of Keycloak's ways to end in a SAML response for AWS.
 *
 * @param name as the table in docs/security.md names it
 * @param code where a code comes in
 * @param organized whether it is walked in a realm with organizations
 * @param since the first release in which Keycloak has it
 * @param walk goes the path as far as it leads without typing a code
 */
record PathToAws(String name, Code code, boolean organized, String since, Walk walk) {

    private static final String ALWAYS = "26.4.0";

    PathToAws(String name, Code code, Walk walk) {
        this(name, code, false, ALWAYS, walk);
    }

    /** A path in a realm with organizations. */
    static PathToAws inAnOrganization(String name, Code code, Walk walk) {
        return new PathToAws(name, code, true, ALWAYS, walk);
    }

    /** A path that earlier releases of Keycloak do not have. */
    PathToAws since(String release) {
        return new PathToAws(name, code, organized, release, walk);
    }

    /** Whether the Keycloak of this run has it. */
    boolean exists() {
        return Settings.isSince(since);
    }

    /** Where on a path the code comes in, as that table tells it. */
    enum Code {
        /** The code page, or the wizard for a user without a device, comes before AWS. */
        ASKED("asked"),
        /** In a session that has evidence already, and whatever it has, a code is asked for again. */
        ANEW("asked again, whatever was typed before"),
        /** The session proves nothing: <em>please sign in again</em>, and then a code. */
        AFTER_SIGN_IN("asked after a new sign-in"),
        /** The session was carried along: a code of a device that is there counts, and a first device takes a sign-in of its own. */
        FIRST_AFTER_SIGN_IN("asked; a first device after a new sign-in"),
        /** The same, and there is no other way to sign in. */
        FIRST_NEVER("asked; no first device"),
        /** No page is shown, so it works only in a session that has evidence already. */
        BEFORE("only with a code typed before"),
        /** The same as {@link #ASKED}; what leaves after the code has evidence in it, and no role at AWS. */
        NO_ROLE("asked; no role leaves"),
        /** The same as {@link #ASKED}; then a page tells that the user has no role there. */
        NO_ROLE_TOLD("asked; then told that there is no role"),
        /** It would lead to an assertion, which the gate refuses whatever was typed. */
        REFUSED("refused, with a code too"),
        /** It leads to no assertion for AWS, whatever was typed. */
        NEVER("closed");

        private final String words;

        Code(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** Whether no page comes on which a code could be typed: with one typed before, it shows what it is worth. */
        boolean isWithoutPage() {
            return this == BEFORE || this == REFUSED;
        }

        boolean leadsToAws() {
            return this != REFUSED && this != NEVER;
        }
    }

    /** The steps of somebody who has the password, or whatever else the path takes, but no phone. */
    @FunctionalInterface
    interface Walk {

        /** @return where it ended: the page, or what came in its place */
        PathResult go(PathContext given) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
