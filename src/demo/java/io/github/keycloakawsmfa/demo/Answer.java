package io.github.keycloakawsmfa.demo;

import java.util.Map;

/** What the stand-in sends back. */
record Answer(int status, String contentType, String body) {

    static Answer html(int status, String body) {
        return new Answer(status, "text/html; charset=utf-8", body);
    }

    static Answer problem(int status, String title, String words) {
        return html(
                status, Template.page(title, Template.of("problem.html").fill(Map.of("title", title, "words", words))));
    }
}
