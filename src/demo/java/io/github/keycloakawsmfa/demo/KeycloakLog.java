package io.github.keycloakawsmfa.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What the demo's Keycloak has written so far. */
record KeycloakLog(Path file) {

    private static final int LINES_SHOWN = 8;
    private static final int LONGEST_WORDS = 100;
    private static final String HEAD = "^[0-9-]+ [0-9:,.]+ [A-Z]+ +\\[[^]]*] \\([^)]*\\) ";
    /** Keycloak says so at each build of every plugin like this one. */
    private static final String INTERNAL_SPI = "KC-SERVICES0047";

    /** In bytes; 0 as long as there is none. */
    long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** What Keycloak is at, in the words of its last line; empty if it has said nothing yet. */
    String latest() {
        List<String> all;
        try {
            all = lines();
        } catch (IOException e) {
            return "";
        }
        String words = all.isEmpty() ? "" : all.get(all.size() - 1).replaceFirst(HEAD, "");
        return words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "...";
    }

    /** The last lines that tell of trouble, indented, to be shown. */
    String end() {
        try {
            List<String> trouble =
                    lines().stream().filter(line -> !line.contains(" INFO ")).toList();
            return trouble.subList(Math.max(0, trouble.size() - LINES_SHOWN), trouble.size()).stream()
                    .map(line -> "  " + line)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            return "  (it cannot be read: " + e.getMessage() + ")";
        }
    }

    /** Decoded by hand: Windows writes another encoding, at which {@link Files#lines} would throw. */
    private List<String> lines() throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("\tat ") && !line.contains(INTERNAL_SPI))
                .toList();
    }
}
