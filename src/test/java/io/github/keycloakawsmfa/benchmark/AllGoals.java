package io.github.keycloakawsmfa.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The goals of all sections of a page, as the sections tell them.
 *
 * @param rows of a table, in the page's order
 * @param unmeasured the sections that have none
 */
record AllGoals(List<String> rows, List<String> unmeasured) {

    /** Its own section. */
    static final String SECTION = "goals";

    private static final Pattern SECTIONS =
            Pattern.compile("<!-- begin (\\S+) -->\n(.*?)<!-- end \\1 -->", Pattern.DOTALL);

    static AllGoals in(String page) {
        AllGoals goals = new AllGoals(new ArrayList<>(), new ArrayList<>());
        SECTIONS.matcher(page)
                .results()
                .filter(section -> !section.group(1).equals(SECTION))
                .forEach(section -> goals.add(section.group(1), section.group(2)));
        return goals;
    }

    private void add(String section, String text) {
        List<String> told = new ArrayList<>();
        for (int head = text.indexOf(Target.HEAD); head >= 0; head = text.indexOf(Target.HEAD, head + 1)) {
            text.substring(head + Target.HEAD.length())
                    .lines()
                    .takeWhile(line -> line.startsWith("|"))
                    .forEach(told::add);
        }
        if (told.isEmpty()) {
            unmeasured.add(section);
        }
        for (int i = 0; i < told.size(); i++) {
            rows.add("| " + (i == 0 ? link(section) : "") + " " + told.get(i));
        }
    }

    String markdown() {
        long hit = rows.stream()
                .filter(row -> row.endsWith("| " + Target.HIT + " |"))
                .count();
        String counts = rows.size() + " goals: " + hit + " hit, " + (rows.size() - hit) + " missed.";
        String missing = unmeasured.isEmpty()
                ? ""
                : unmeasured.stream().map(AllGoals::link).collect(Collectors.joining(", ", " Not measured yet: ", "."));
        return counts + missing + "\n\n| Section | Goal | at most | measured | |\n|---|---|---:|---:|---|\n"
                + String.join("\n", rows) + "\n";
    }

    private static String link(String section) {
        return "[" + section + "](#" + section + ")";
    }
}
