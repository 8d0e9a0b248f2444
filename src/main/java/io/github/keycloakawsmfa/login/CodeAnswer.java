package io.github.keycloakawsmfa.login;

/** The outcome of what was posted to the code page. */
public sealed interface CodeAnswer {

    /** The code was spent and evidence recorded. */
    record Passed() implements CodeAnswer {}

    /**
     * The code page again, with a sentence for the user.
     *
     * @param tone how it is said
     */
    record Again(UserMessage sentence, Tone tone) implements CodeAnswer {

        /** How a sentence is said. */
        public enum Tone {
            /** What was typed did not pass. */
            ERROR,
            /** The same, and no code is checked for the time that the sentence states. */
            WAIT,
            /** What was typed was right, but is not enough. */
            INFO
        }
    }

    /** The code page as first shown: it says itself what it now asks for. */
    record Anew() implements CodeAnswer {}

    /** Nothing was checked: {@link SignInAgain}. */
    record NotAuthenticated() implements CodeAnswer {}

    /** There is no device that a code could come from. */
    record NoDevice() implements CodeAnswer {}

    /** No code can be checked: {@link InfoPage#UNAVAILABLE}. */
    record Unavailable() implements CodeAnswer {}
}
