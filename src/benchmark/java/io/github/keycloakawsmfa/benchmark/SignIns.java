package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.benchmark.MeasuredRealm.Step;
import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What our second step adds to a sign-in, beside what Keycloak's own adds, on a server of production's kind. */
final class SignIns {

    private static final String HEAP = "768m";

    private final int runs = Option.RUNS.number();
    private final int rounds = Option.BLOCKS.number();
    private final int size = Option.SIZE.number();
    private final int warmUp = Option.WARMUP.number();
    private final boolean recorded = Boolean.parseBoolean(Option.JFR.text());
    private final List<Target> targets = new ArrayList<>();
    private final StringBuilder tables = new StringBuilder();

    private SignIns() {}

    static String measure() {
        SignIns signIns = new SignIns();
        signIns.run("PostgreSQL", MeasuredServer.with(HEAP).recorded(signIns.recorded));
        signIns.run("H2", MeasuredServer.with(HEAP).onH2());
        return Target.table(signIns.targets) + signIns.tables;
    }

    private void run(String database, MeasuredServer.Builder builder) {
        try (MeasuredServer server = builder.start();
                Meter meter = new Meter(server)) {
            List<Contest> contests = contests(MeasuredRealm.on(server));
            say("warming up");
            contests.forEach(contest -> rounds(contest, meter, 0, warmUp));
            contests.forEach(Contest::forget);
            for (int run = 1; run <= runs; run++) {
                for (Contest contest : contests) {
                    say("run " + run + " of " + runs + ": " + contest.title() + ", " + contest.atOnce() + " at a time");
                    rounds(contest, meter, run, rounds);
                }
            }
            addTargets(database, server.isOnPostgres(), contests);
            tables.append(markdown(database, server, contests));
            if (recorded && server.isOnPostgres()) {
                record(server, meter, contests.get(0));
                record(server, meter, contests.get(2));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Contest> contests(MeasuredRealm realm) {
        say("making users");
        // So many that nobody is waited for: a user's next code is half a minute later.
        Population population = new Population(realm, size * Math.max(5, rounds));
        Accounts password = population.withPassword();
        Accounts otp = population.withOtp();
        Accounts device = population.withDevice();
        Kind oidc = Kind.oidc("password", realm.oidc(Step.NONE), password, false);
        Kind oidcBuiltIn = Kind.oidc("+ built-in OTP", realm.oidc(Step.BUILT_IN), otp, true);
        Kind oidcOurs = Kind.oidc("+ virtual MFA device", realm.oidc(Step.OURS), device, true);
        return List.of(
                new Contest("OIDC", oidc, oidcBuiltIn, oidcOurs, 4),
                new Contest("OIDC", oidc, oidcBuiltIn, oidcOurs, 1),
                new Contest(
                        "SAML",
                        Kind.saml("plain, password", realm.saml(Step.NONE), password, false),
                        Kind.saml("plain, + built-in OTP", realm.saml(Step.BUILT_IN), otp, true),
                        Kind.saml("AWS, + virtual MFA device", realm.aws(), device, true),
                        4));
    }

    private void rounds(Contest contest, Meter meter, int run, int count) {
        for (int round = 0; round < count; round++) {
            contest.round(meter, run, round, size);
        }
    }

    private void addTargets(String database, boolean postgres, List<Contest> contests) {
        Contest four = contests.get(0);
        Contest one = contests.get(1);
        Contest saml = contests.get(2);
        String on = database + ": ";
        targets.add(new Target(
                on + "CPU of Keycloak that the step adds, by what built-in adds",
                1,
                four.ratioOfAdded(Figure.KEYCLOAK)));
        if (postgres) {
            targets.add(new Target(on + "the same, of Keycloak and PostgreSQL", 1, four.ratioOfAdded(Figure.SERVERS)));
        }
        targets.add(new Target(on + "latency that it adds, 4 at a time", 1.2, four.ratioOfAdded(Figure.LATENCY)));
        targets.add(new Target(on + "latency that it adds, 1 at a time", 1.2, one.ratioOfAdded(Figure.LATENCY)));
        targets.add(new Target(
                on + "a sign-in at AWS by a plain SAML one with built-in OTP, CPU", 1.05, saml.ratio(Figure.SERVERS)));
        targets.add(new Target(on + "the same, latency", 1.05, saml.ratio(Figure.LATENCY)));
    }

    private String markdown(String database, MeasuredServer server, List<Contest> contests) {
        List<Figure> figures = Figure.of(server.isOnPostgres());
        return """

                ### Sign-in on %s

                %s.
                %d runs of %d blocks of %d sign-ins of each kind; the client took %.1f ms of CPU for each.

                %s""".formatted(
                database,
                server.machine(),
                runs,
                rounds,
                size,
                Spread.of(
                                contests.stream()
                                        .flatMap(contest -> contest.blocks().stream())
                                        .toList(),
                                Block::clientMillis)
                        .mean(),
                contests.stream().map(contest -> contest.markdown(figures)).collect(Collectors.joining("\n")));
    }

    /** After all that was measured, for a recording takes time of its own. */
    private void record(MeasuredServer server, Meter meter, Contest contest) {
        for (Kind kind : contest.kinds()) {
            Path file = Path.of(
                    "target", "sign-in-" + kind.name().replaceAll("\\W+", "-").replaceFirst("^-", "") + ".jfr");
            server.recorder()
                    .during(
                            () -> {
                                for (int round = 0; round < rounds; round++) {
                                    meter.block(kind, 0, size, contest.atOnce());
                                }
                            },
                            file);
            say("recorded " + file);
        }
    }

    private static void say(String what) {
        System.out.println("[benchmark] " + what);
    }
}
