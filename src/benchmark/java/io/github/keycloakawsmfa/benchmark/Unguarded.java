package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.benchmark.MeasuredRealm.Step;
import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the JAR costs who signs in with a password alone, elsewhere than at AWS: nothing, within noise. */
final class Unguarded {

    private static final String HEAP = "768m";

    /** One of the two servers. */
    private record Side(Meter meter, Kind kind) {

        Block block(int run, int size) {
            return meter.block(kind, run, size, AT_ONCE);
        }
    }

    private record Pair(Side without, Side with) {}

    private static final int AT_ONCE = 4;

    private final int runs = Option.RUNS.number();
    private final int rounds = Option.BLOCKS.number();
    private final int size = Option.SIZE.number();
    private final List<Target> targets = new ArrayList<>();
    private final StringBuilder machines = new StringBuilder();
    private final StringBuilder rows = new StringBuilder();

    private Unguarded() {}

    static String measure() {
        Unguarded unguarded = new Unguarded();
        unguarded.run("PostgreSQL", true);
        unguarded.run("H2", false);
        return unguarded.markdown();
    }

    private void run(String database, boolean postgres) {
        Twins oidc = new Twins("OIDC");
        Twins saml = new Twins("SAML");
        String machine = "";
        for (int run = 0; run < runs; run++) {
            machine = run(database, run, postgres, oidc, saml);
        }
        for (Twins twins : List.of(oidc, saml)) {
            targets.add(twins.target(database, postgres ? Figure.SERVERS : Figure.KEYCLOAK));
            targets.add(twins.target(database, Figure.LATENCY));
            Figure.of(postgres).forEach(figure -> rows.append(twins.row(database, figure)));
        }
        machines.append(machine).append(".\n");
    }

    /** On two new servers, because one virtual machine compiles as well as it happens to, and stays with that. */
    private String run(String database, int run, boolean postgres, Twins oidc, Twins saml) {
        try (MeasuredServer without = server(postgres).withoutPlugin().start();
                MeasuredServer with = server(postgres).start();
                Meter meterWithout = new Meter(without);
                Meter meterWith = new Meter(with)) {
            MeasuredRealm realmWithout = MeasuredRealm.unguarded(without);
            MeasuredRealm realmWith = MeasuredRealm.unguarded(with);
            Accounts usersWithout = new Population(realmWithout, size).withPassword();
            Accounts usersWith = new Population(realmWith, size).withPassword();
            Pair byOidc = new Pair(
                    new Side(meterWithout, oidc(realmWithout, usersWithout)),
                    new Side(meterWith, oidc(realmWith, usersWith)));
            Pair bySaml = new Pair(
                    new Side(meterWithout, saml(realmWithout, usersWithout)),
                    new Side(meterWith, saml(realmWith, usersWith)));
            System.out.printf("[benchmark] %s, run %d of %d: warming up%n", database, run + 1, runs);
            rounds(new Twins("warm-up"), byOidc, run, Option.WARMUP.number());
            rounds(new Twins("warm-up"), bySaml, run, Option.WARMUP.number());
            rounds(oidc, byOidc, run, rounds);
            rounds(saml, bySaml, run, rounds);
            return with.machine();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MeasuredServer.Builder server(boolean postgres) {
        MeasuredServer.Builder server = MeasuredServer.with(HEAP);
        return postgres ? server : server.onH2();
    }

    private static Kind oidc(MeasuredRealm realm, Accounts users) {
        return Kind.oidc("password", realm.oidc(Step.NONE), users, false);
    }

    private static Kind saml(MeasuredRealm realm, Accounts users) {
        return Kind.saml("password", realm.saml(Step.NONE), users, false);
    }

    /** One block of each, of which the other one begins each time. */
    private void rounds(Twins twins, Pair pair, int run, int count) {
        for (int round = 0; round < count; round++) {
            if ((run + round) % 2 == 0) {
                twins.without().add(pair.without().block(run, size));
                twins.with().add(pair.with().block(run, size));
            } else {
                twins.with().add(pair.with().block(run, size));
                twins.without().add(pair.without().block(run, size));
            }
        }
    }

    private String markdown() {
        return Target.table(targets) + "\n" + machines + runs + " runs, each on two new servers, of " + rounds
                + " blocks of " + size + " sign-ins on each, 4 at a time.\n\n"
                + "| ms for each sign-in: median of blocks (min to max) | without the JAR | with it | ratio (each run)"
                + " | noise without | noise with |\n|---|---:|---:|---:|---:|---:|\n" + rows;
    }
}
