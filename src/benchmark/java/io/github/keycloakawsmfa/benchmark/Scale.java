package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the costs of calls and sign-ins grow with a realm whose users have one device each. */
final class Scale {

    /** What grows as the realm does may do so with that much on top. */
    private static final double MARGIN = 1.25;

    /** An index of a larger table may be a page deeper. */
    private static final double DEEPER = 1.5;

    private final List<Integer> sizes;
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();
    private final Map<String, Growth> growths = new LinkedHashMap<>();
    private final List<Integer> heaps = new ArrayList<>();
    private String machine;

    private Scale(List<Integer> sizes) {
        this.sizes = sizes;
    }

    static String measure() {
        List<Integer> sizes = Arrays.stream(Option.USERS.text().split(","))
                .map(Integer::valueOf)
                .toList();
        Scale scale = new Scale(sizes);
        sizes.forEach(scale::measure);
        return scale.markdown();
    }

    private void measure(int users) {
        try (LargeRealm realm = LargeRealm.with(users)) {
            machine = realm.server().machine();
            realm.tasks().forEach(task -> measure(realm.server(), task));
            heaps.add(realm.server().heapInUse());
            realm.useAnotherKey();
            measure(realm.server(), realm.reseal());
        }
    }

    private void measure(MeasuredServer server, Task task) {
        System.out.println("[benchmark] " + task.name());
        growths.put(task.name(), task.growth());
        try (CostMeter meter = new CostMeter(server)) {
            costs.computeIfAbsent(task.name(), name -> new ArrayList<>()).add(meter.cost(task));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String markdown() {
        return machine + ".\n\n" + Target.table(targets()) + "\n" + table();
    }

    private List<Target> targets() {
        double growth = (double) sizes.get(sizes.size() - 1) / sizes.get(0);
        List<Target> targets = new ArrayList<>();
        costs.forEach((name, measured) -> {
            Cost small = measured.get(0);
            Cost large = measured.get(measured.size() - 1);
            Growth allowed = growths.get(name);
            targets.add(new Target(
                    name + ": pages, by those of the smallest realm",
                    allowed == Growth.NONE ? DEEPER : MARGIN * growth,
                    large.pages() / small.pages()));
            if (allowed != Growth.WALKS) {
                targets.add(new Target(
                        name + ": statements, likewise", 1, (double) large.statements() / small.statements()));
            }
        });
        return targets;
    }

    private String table() {
        StringBuilder table =
                new StringBuilder("| | users | statements | pages | PostgreSQL's CPU, ms | Keycloak's CPU, ms "
                        + "| wall, ms |\n|---|---:|---:|---:|---:|---:|---:|\n");
        costs.forEach((name, measured) -> {
            for (int i = 0; i < sizes.size(); i++) {
                table.append(measured.get(i).row(i == 0 ? name : "", sizes.get(i)));
            }
        });
        for (int i = 0; i < sizes.size(); i++) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | | | | %d MB | |%n",
                    i == 0 ? "heap in use" : "",
                    sizes.get(i),
                    heaps.get(i)));
        }
        return table.toString();
    }
}
