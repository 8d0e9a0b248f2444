package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.benchmark.MeasuredRealm.Step;
import io.github.keycloakawsmfa.benchmark.Twins.Side;
import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the JAR costs who signs in with a password alone, elsewhere than at AWS: nothing, within noise. */
final class Unguarded {

    private static final String HEAP = "768m";

    private final int rounds = Option.RUNS.number() * Option.BLOCKS.number();
    private final int size = Option.SIZE.number();
    private final List<Target> targets = new ArrayList<>();
    private final StringBuilder machines = new StringBuilder();
    private final StringBuilder rows = new StringBuilder();

    private Unguarded() {}

    static String measure() {
        Unguarded unguarded = new Unguarded();
        unguarded.run("PostgreSQL", () -> MeasuredServer.with(HEAP));
        unguarded.run("H2", () -> MeasuredServer.with(HEAP).onH2());
        return unguarded.markdown();
    }

    private void run(String database, Supplier<MeasuredServer.Builder> builder) {
        try (MeasuredServer without = builder.get().withoutPlugin().start();
                MeasuredServer with = builder.get().start();
                Meter meterWithout = new Meter(without);
                Meter meterWith = new Meter(with)) {
            MeasuredRealm realmWithout = MeasuredRealm.unguarded(without);
            MeasuredRealm realmWith = MeasuredRealm.unguarded(with);
            Accounts usersWithout = new Population(realmWithout, size).withPassword();
            Accounts usersWith = new Population(realmWith, size).withPassword();
            List<Twins> all = List.of(
                    new Twins(
                            "OIDC",
                            new Side(meterWithout, oidc(realmWithout, usersWithout)),
                            new Side(meterWith, oidc(realmWith, usersWith))),
                    new Twins(
                            "SAML",
                            new Side(meterWithout, saml(realmWithout, usersWithout)),
                            new Side(meterWith, saml(realmWith, usersWith))));
            System.out.println("[benchmark] " + database + ": warming up");
            all.forEach(twins -> rounds(twins, Option.WARMUP.number()));
            all.forEach(Twins::forget);
            for (Twins twins : all) {
                System.out.println("[benchmark] " + database + ", " + twins.title());
                rounds(twins, rounds);
                targets.add(twins.target(database, without.isOnPostgres() ? Figure.SERVERS : Figure.KEYCLOAK));
                targets.add(twins.target(database, Figure.LATENCY));
                Figure.of(without.isOnPostgres()).forEach(figure -> rows.append(twins.row(database, figure)));
            }
            machines.append(with.machine()).append(".\n");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Kind oidc(MeasuredRealm realm, Accounts users) {
        return Kind.oidc("password", realm.oidc(Step.NONE), users, false);
    }

    private static Kind saml(MeasuredRealm realm, Accounts users) {
        return Kind.saml("password", realm.saml(Step.NONE), users, false);
    }

    private void rounds(Twins twins, int count) {
        for (int round = 0; round < count; round++) {
            twins.round(round, size);
        }
    }

    private String markdown() {
        return Target.table(targets) + "\n" + machines + rounds + " blocks of " + size
                + " sign-ins on each server, 4 at a time.\n\n"
                + "| ms for each sign-in: median of blocks (min to max) | without the JAR | with it | ratio"
                + " | noise without | noise with |\n|---|---:|---:|---:|---:|---:|\n" + rows;
    }
}
