package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.fixture.GeneratedSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page with results, each section of which is what its command wrote last; all around the sections is written by hand. */
public record ResultsPage(Path file) {

    /**
     * Puts results in the place of those before, under the command that makes them and a line about the machine, and
     * rewrites the table of all goals.
     *
     * @param section stands in the page as {@code <!-- begin section -->} and {@code <!-- end section -->}
     * @param markdown without the command
     * @throws IllegalStateException if the page has no such section
     */
    public void write(String section, String command, String markdown) throws IOException {
        String results = "```sh\n" + command + "\n```\n\n" + machine() + "\n\n" + markdown;
        String page = new GeneratedSection(file, section).with(Files.readString(file), results);
        Files.writeString(
                file,
                new GeneratedSection(file, AllGoals.SECTION)
                        .with(page, AllGoals.in(page).markdown()));
    }

    private static String machine() {
        return "Measured on " + Runtime.getRuntime().availableProcessors() + " cores with Java " + Runtime.version()
                + ".";
    }
}
