package io.github.keycloakawsmfa.benchmark;

import java.util.HashMap;
import java.util.Map;

/**
 * What has been done to a table since the database was made.
 *
 * @param bytes that it has on the disk, with its indexes
 */
record TableUse(long added, long changed, long removed, long bytes) {

    static final TableUse NONE = new TableUse(0, 0, 0, 0);

    /** Of those tables of which anything was changed between two looks. */
    static Map<String, TableUse> since(Map<String, TableUse> before, Map<String, TableUse> after) {
        Map<String, TableUse> since = new HashMap<>();
        after.forEach((table, use) -> {
            TableUse changed = use.minus(before.getOrDefault(table, NONE));
            if (!changed.equals(NONE)) {
                since.put(table, changed);
            }
        });
        return since;
    }

    private TableUse minus(TableUse before) {
        return new TableUse(
                added - before.added, changed - before.changed, removed - before.removed, bytes - before.bytes);
    }
}
