package io.github.keycloakawsmfa.demo;

/** Something that the person who started the demo can do something about; the message tells what. */
final class DemoProblem extends Exception {

    private static final long serialVersionUID = 1;

    DemoProblem(String sentence) {
        super(sentence);
    }
}
