package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.benchmark.MeasuredRealm.Step;
import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many sign-ins a second Keycloak does with built-in OTP and with a device, when more and more users come at a time. */
final class Throughput {

    private static final String HEAP = "768m";
    private static final int FEWEST = 4;
    private static final int ENOUGH = 16;
    private static final int MOST = 64;

    /** What grows by less no longer grows. */
    private static final double GROWTH = 1.05;

    /** So much longer than elsewhere a block is: its end, when fewer sign in at a time, counts less. */
    private static final int LONGER = 5;

    private final int size = Option.SIZE.number() * LONGER;
    private final List<Target> targets = new ArrayList<>();
    private final StringBuilder rows = new StringBuilder();
    private String machine;

    private Throughput() {}

    static String measure() {
        Throughput throughput = new Throughput();
        throughput.run(1, "one node");
        throughput.run(2, "two nodes");
        return throughput.markdown();
    }

    private void run(int nodes, String name) {
        try (MeasuredServer server = MeasuredServer.with(HEAP).nodes(nodes).start();
                Meter meter = new Meter(server)) {
            machine = server.machine();
            MeasuredRealm realm = MeasuredRealm.on(server);
            // So many that few blocks wait for their users' next codes.
            Population population = new Population(realm, size * 5);
            Kind builtIn = Kind.oidc("+ built-in OTP", realm.oidc(Step.BUILT_IN), population.withOtp(), true);
            Kind ours = Kind.oidc("+ virtual MFA device", realm.oidc(Step.OURS), population.withDevice(), true);
            blocks(meter, builtIn, ours, ENOUGH, 1 + Option.WARMUP.number() / LONGER);
            double bestBuiltIn = 0;
            double bestOurs = 0;
            for (int atOnce = FEWEST; atOnce <= MOST; atOnce *= 2) {
                System.out.println("[benchmark] " + name + ", " + atOnce + " at a time");
                List<Block> blocks = blocks(meter, builtIn, ours, atOnce, Option.BLOCKS.number());
                double ofBuiltIn = perSecond(blocks, builtIn).median();
                double ofOurs = perSecond(blocks, ours).median();
                rows.append(row(nodes, atOnce, blocks, builtIn, ours));
                boolean grows = ofBuiltIn > GROWTH * bestBuiltIn || ofOurs > GROWTH * bestOurs;
                bestBuiltIn = Math.max(bestBuiltIn, ofBuiltIn);
                bestOurs = Math.max(bestOurs, ofOurs);
                if (atOnce >= ENOUGH && !grows) {
                    break;
                }
            }
            targets.add(new Target(
                    name + ": sign-ins a second with built-in OTP, by those with a device, at the most of each",
                    1.05,
                    bestBuiltIn / bestOurs));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Block> blocks(Meter meter, Kind builtIn, Kind ours, int atOnce, int rounds) {
        List<Block> blocks = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (Kind kind : round % 2 == 0 ? List.of(builtIn, ours) : List.of(ours, builtIn)) {
                blocks.add(meter.block(kind, round, size, atOnce));
            }
        }
        return blocks;
    }

    private static String row(int nodes, int atOnce, List<Block> blocks, Kind builtIn, Kind ours) {
        Spread byBuiltIn = perSecond(blocks, builtIn);
        Spread byOurs = perSecond(blocks, ours);
        return String.format(
                Locale.ROOT,
                "| %d | %d | %s | %s | %.2f | %s | %s |%n",
                nodes,
                atOnce,
                byBuiltIn,
                byOurs,
                byBuiltIn.median() / byOurs.median(),
                cores(blocks, builtIn),
                cores(blocks, ours));
    }

    private static Spread perSecond(List<Block> blocks, Kind kind) {
        return Spread.of(of(kind, blocks), Block::perSecond);
    }

    /** How many processors each had: Keycloak, PostgreSQL and the client. */
    private static String cores(List<Block> blocks, Kind kind) {
        List<Block> some = of(kind, blocks);
        return String.format(
                Locale.ROOT,
                "%.2f + %.2f + %.2f",
                Spread.of(some, block -> block.cores(block.keycloak())).mean(),
                Spread.of(some, block -> block.cores(block.postgres())).mean(),
                Spread.of(some, block -> block.cores(block.client())).mean());
    }

    private static List<Block> of(Kind kind, List<Block> blocks) {
        return blocks.stream().filter(block -> block.kind().equals(kind.name())).toList();
    }

    private String markdown() {
        return Target.table(targets) + "\n" + machine + ".\n" + Option.BLOCKS.number() + " blocks of " + size
                + " sign-ins of each kind.\n\n"
                + "| nodes | at a time | built-in OTP, a second | device, a second | ratio | processors, built-in OTP"
                + " | processors, device |\n|---:|---:|---:|---:|---:|---:|---:|\n" + rows;
    }
}
