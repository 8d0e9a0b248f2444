package io.github.keycloakawsmfa.seeds.csv;

import java.util.List;
import java.util.stream.Stream;

/**
 * One line of a table.
 *
 * @param line from 1
 * @param cells without blanks around them
 */
record Row(int line, List<String> cells) {

    static Row of(int line, String[] cells) {
        return new Row(line, Stream.of(cells).map(String::strip).toList());
    }

    boolean isEmpty() {
        return cells.stream().allMatch(String::isEmpty) || cells.get(0).startsWith("#");
    }

    /** Empty where there is no such column. */
    String cell(int column) {
        return column < 0 || column >= cells.size() ? "" : cells.get(column);
    }
}
