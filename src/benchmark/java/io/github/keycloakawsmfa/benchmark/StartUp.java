package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How much longer Keycloak takes to start with the JAR: the same image but for it, on a database that has its tables. */
final class StartUp {

    private static final String HEAP = "512m";

    /** What a start took, in seconds. */
    private record Start(double answers, double says, double cpu) {

        static Start of(MeasuredServer server) {
            // Read at once: Keycloak goes on with what it has put off.
            double cpu = server.cpu().toMillis() / 1e3;
            return new Start(
                    server.firstAnswer().toMillis() / 1e3, server.startedIn().toMillis() / 1e3, cpu);
        }
    }

    private final List<Start> without = new ArrayList<>();
    private final List<Start> with = new ArrayList<>();

    private StartUp() {}

    static String measure() {
        return new StartUp().run(Option.ROUNDS.number());
    }

    private static MeasuredServer.Builder withoutJar() {
        return MeasuredServer.with(HEAP).withoutPlugin();
    }

    private static MeasuredServer.Builder withJar() {
        return MeasuredServer.with(HEAP);
    }

    private String run(int rounds) {
        MeasuredServer one = withoutJar().start();
        MeasuredServer other = withJar().start();
        try {
            MeasuredRealm.unguarded(one);
            MeasuredRealm.unguarded(other);
            String machine = other.machine();
            for (int round = 1; round <= rounds; round++) {
                System.out.println("[benchmark] round " + round + " of " + rounds);
                // Beside one that idles, each in turn the first.
                if (round % 2 == 0) {
                    other = again(other, withJar(), with);
                }
                one = again(one, withoutJar(), without);
                if (round % 2 != 0) {
                    other = again(other, withJar(), with);
                }
            }
            return markdown(machine, rounds);
        } finally {
            one.close();
            other.close();
        }
    }

    private static MeasuredServer again(MeasuredServer server, MeasuredServer.Builder builder, List<Start> starts) {
        MeasuredServer started = server.again(builder);
        starts.add(Start.of(started));
        return started;
    }

    private String markdown(String machine, int rounds) {
        return Target.table(List.of(
                        new Target("until the first answer, by that without the JAR", 1.1, ratio(Start::answers)),
                        new Target("as Keycloak says, likewise", 1.1, ratio(Start::says)),
                        new Target("CPU until then, likewise", 1.1, ratio(Start::cpu))))
                + "\n" + machine + ".\n" + rounds + " starts of each, by turns.\n\n"
                + "| s: median (min to max) | without the JAR | with it | ratio |\n|---|---:|---:|---:|\n"
                + row("until the first answer", Start::answers)
                + row("\"started in\"", Start::says)
                + row("Keycloak's CPU until then", Start::cpu);
    }

    private String row(String name, ToDoubleFunction<Start> figure) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.2f |%n",
                name,
                Spread.of(without, figure),
                Spread.of(with, figure),
                ratio(figure));
    }

    /** Of the medians. */
    private double ratio(ToDoubleFunction<Start> figure) {
        return Spread.of(with, figure).median() / Spread.of(without, figure).median();
    }
}
