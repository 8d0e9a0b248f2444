package io.github.keycloakawsmfa.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page with results, each section of which is what its command wrote last; all around the sections is written by hand. */
record ResultsPage(Path file) {

    /**
     * Puts results in the place of those before, under the command that makes them and a line about the machine, and tells
     * all goals anew.
     *
     * @param section stands in the page as {@code <!-- begin section -->} and {@code <!-- end section -->}
     * @param options of the command, each with a blank before it
     * @param markdown without the command
     * @throws IllegalStateException if the page has no such section
     */
    void write(String section, String options, String markdown) throws IOException {
        String results = "```sh\n./mvnw -Pbenchmark -Dbenchmark=" + section + options + "\n```\n\n" + machine() + "\n\n"
                + markdown;
        String page = with(Files.readString(file), section, results);
        Files.writeString(file, with(page, AllGoals.SECTION, AllGoals.in(page).markdown()));
    }

    private String with(String page, String section, String text) {
        String begin = "<!-- begin " + section + " -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- end " + section + " -->");
        if (from < begin.length() || to < from) {
            throw new IllegalStateException(file + " has no section " + section);
        }
        return page.substring(0, from) + "\n" + text.strip() + "\n\n" + page.substring(to);
    }

    private static String machine() {
        return "Measured on " + Runtime.getRuntime().availableProcessors() + " cores with Java " + Runtime.version()
                + ".";
    }
}
