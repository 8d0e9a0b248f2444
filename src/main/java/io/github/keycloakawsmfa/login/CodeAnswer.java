package io.github.keycloakawsmfa.login;

/** What follows from one typed code. */
public sealed interface CodeAnswer {

    /** The code was spent and evidence recorded. */
    record Passed() implements CodeAnswer {}

    /** The code page again, with what is to be said. */
    record Again(Sentence sentence) implements CodeAnswer {}

    /** Nothing was looked at: {@link SignInAgain}. */
    record NoStanding() implements CodeAnswer {}

    /** There is no device of which a code could be typed. */
    record NoDevice() implements CodeAnswer {}

    /** The devices' key is not to be had: {@link Notice#UNAVAILABLE}. */
    record Unavailable() implements CodeAnswer {}
}
