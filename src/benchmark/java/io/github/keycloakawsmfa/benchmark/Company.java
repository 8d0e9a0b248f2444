package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.benchmark.MeasuredRealm.Step;
import io.github.keycloakawsmfa.benchmark.Morning.Reading;
import io.github.keycloakawsmfa.device.keys.SeededDevices.Owner;
import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** What a day of a company costs that signs in to AWS with devices, beside one that has passwords only. */
final class Company {

    private static final String HEAP = "768m";
    private static final String LEDGER = "virtual_mfa_ledger";
    private static final int AT_ONCE = 4;

    /** Those who come are the same in both. */
    private static final long SEED = 8;

    private final WorkingDay day = new WorkingDay(Option.COMPANY.number());
    private final Duration minutes = Duration.ofMinutes(Option.MINUTES.number());
    private final MeasuredServer server;
    private final Meter meter;
    private final DatabaseMeter database;

    private Company(MeasuredServer server, Meter meter, DatabaseMeter database) {
        this.server = server;
        this.meter = meter;
        this.database = database;
    }

    static String measure() throws InterruptedException {
        try (MeasuredServer server = MeasuredServer.with(HEAP).start();
                Meter meter = new Meter(server);
                DatabaseMeter database = new DatabaseMeter(server.database())) {
            return new Company(server, meter, database).run();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String run() throws InterruptedException {
        MeasuredRealm realm = MeasuredRealm.asInProduction(server);
        List<Owner> owners = new ArrayList<>(realm.seed(server.database(), day.users()));
        DatabaseMeter.vacuum(server.database());
        Kind device = Kind.saml(
                "at AWS, with a device",
                realm.aws(),
                new Accounts(owners.stream()
                        .map(owner -> Account.withPhone(owner.user().username(), owner.phone(), Instant.EPOCH))
                        .toList()),
                true);
        // From the other end, so that nobody is known to Keycloak's caches from the kind before.
        Collections.reverse(owners);
        Kind password = Kind.saml(
                "password only",
                realm.saml(Step.NONE),
                new Accounts(owners.stream()
                        .map(owner -> Account.withPassword(owner.user().username()))
                        .toList()),
                false);
        for (int block = 0; block < Option.WARMUP.number(); block++) {
            meter.block(password, 0, Option.SIZE.number(), AT_ONCE);
            meter.block(device, 0, Option.SIZE.number(), AT_ONCE);
        }
        return markdown(morning(password), morning(device));
    }

    private Morning morning(Kind kind) throws InterruptedException {
        System.out.println("[benchmark] " + kind.name() + ", " + minutes.toMinutes() + " minutes");
        OpenLoop loop = new OpenLoop(kind);
        Map<String, TableUse> tables = database.tables();
        Reading before = reading();
        long start = System.nanoTime();
        loop.run(day.arrivals(minutes, new Random(SEED)));
        Duration wall = Duration.ofNanos(System.nanoTime() - start);
        Reading used = reading().minus(before);
        return new Morning(loop.millis(), loop.errors(), wall, used, TableUse.since(tables, database.tables()));
    }

    private Reading reading() {
        // Without a mail server each of them is in the log instead.
        int mails = server.log().split("No mail \\(", -1).length - 1;
        return new Reading(meter.keycloak(), meter.postgres(), database.wal(), mails);
    }

    private String markdown(Morning password, Morning device) {
        List<Target> targets = List.of(
                new Target("errors", 0, password.errors() + device.errors()),
                new Target(
                        "p95 of latency with a device, by that with a password only",
                        1.5,
                        ratio(p(95), password, device)),
                new Target(
                        "CPU of Keycloak and PostgreSQL for a sign-in, likewise",
                        1.25,
                        ratio(morning -> morning.keycloakSeconds() + morning.postgresSeconds(), password, device)),
                new Target(
                        "rows that the day adds to the ledger",
                        0,
                        aDay(device, device.table(LEDGER).added())),
                new Target("mails", 0, device.used().mails()));
        return Target.table(targets) + "\n" + server.machine() + ".\n"
                + String.format(
                        Locale.ROOT,
                        "%,d users, %.2f sign-ins a second for %d minutes.%n%n",
                        day.users(),
                        day.perSecond(),
                        minutes.toMinutes())
                + "| | password only | at AWS, with a device | ratio |\n|---|---:|---:|---:|\n"
                + row("sign-ins", Morning::signIns, password, device)
                + row("errors", Morning::errors, password, device)
                + row("latency, ms: p50", p(50), password, device)
                + row("p95", p(95), password, device)
                + row("p99", p(99), password, device)
                + row("max", morning -> morning.millis().max(), password, device)
                + row(
                        "Keycloak, % of a processor",
                        morning -> share(morning, morning.keycloakSeconds()), password, device)
                + row(
                        "PostgreSQL, % of a processor",
                        morning -> share(morning, morning.postgresSeconds()), password, device)
                + String.format(
                        Locale.ROOT,
                        "%n| a day of %,d sign-ins | password only | at AWS, with a device | ratio |%n|---|---:|---:|---:|%n",
                        day.signIns())
                + row("Keycloak's CPU, s", morning -> aDay(morning, morning.keycloakSeconds()), password, device)
                + row("PostgreSQL's CPU, s", morning -> aDay(morning, morning.postgresSeconds()), password, device)
                + row(
                        "write-ahead log, MB",
                        morning -> aDay(morning, morning.used().wal() / 1e6),
                        password,
                        device)
                + row("mails", morning -> aDay(morning, morning.used().mails()), password, device)
                + "\n| table, a day | password only: rows added | changed | removed | MB"
                + " | with a device: rows added | changed | removed | MB |\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
                + tables(password, device);
    }

    private static ToDoubleFunction<Morning> p(int percent) {
        return morning -> morning.millis().percentile(percent);
    }

    /** In per cent of one processor. */
    private static double share(Morning morning, double seconds) {
        return 100_000 * seconds / morning.wall().toMillis();
    }

    private double aDay(Morning morning, double measured) {
        return measured * day.signIns() / morning.signIns();
    }

    private static double ratio(ToDoubleFunction<Morning> figure, Morning password, Morning device) {
        return figure.applyAsDouble(device) / figure.applyAsDouble(password);
    }

    private String row(String name, ToDoubleFunction<Morning> figure, Morning password, Morning device) {
        double ratio = ratio(figure, password, device);
        return String.format(
                Locale.ROOT,
                "| %s | %,.1f | %,.1f | %s |%n",
                name,
                figure.applyAsDouble(password),
                figure.applyAsDouble(device),
                Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : "");
    }

    private String tables(Morning password, Morning device) {
        TreeSet<String> names = new TreeSet<>(password.tables().keySet());
        names.addAll(device.tables().keySet());
        StringBuilder rows = new StringBuilder();
        names.forEach(name -> rows.append("| `" + name + "`" + cells(password, name) + cells(device, name) + " |\n"));
        return rows.toString();
    }

    private String cells(Morning morning, String table) {
        TableUse use = morning.table(table);
        return String.format(
                Locale.ROOT,
                " | %,.0f | %,.0f | %,.0f | %,.1f",
                aDay(morning, use.added()),
                aDay(morning, use.changed()),
                aDay(morning, use.removed()),
                aDay(morning, use.bytes() / 1e6));
    }
}
