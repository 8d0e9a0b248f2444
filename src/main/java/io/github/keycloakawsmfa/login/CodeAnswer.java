package io.github.keycloakawsmfa.login;

/** What follows from what was posted to the code page. */
public sealed interface CodeAnswer {

    /** The code was spent and evidence recorded. */
    record Passed() implements CodeAnswer {}

    /**
     * The code page again, with what is to be said.
     *
     * @param tone how it is said
     */
    record Again(UserMessage sentence, Tone tone) implements CodeAnswer {

        /** How a sentence is said. */
        public enum Tone {
            /** What was typed did not pass. */
            ERROR,
            /** That, and no code is looked at for the time that the sentence tells. */
            WAIT,
            /** What was typed was right, and is not enough. */
            INFO
        }
    }

    /** The code page as it is shown first: it says itself what it asks for now. */
    record Anew() implements CodeAnswer {}

    /** Nothing was looked at: {@link SignInAgain}. */
    record NotAuthenticated() implements CodeAnswer {}

    /** There is no device of which a code could be typed. */
    record NoDevice() implements CodeAnswer {}

    /** No code can be checked: {@link InfoPage#UNAVAILABLE}. */
    record Unavailable() implements CodeAnswer {}
}
