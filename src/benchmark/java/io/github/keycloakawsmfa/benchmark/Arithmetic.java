package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.device.ledger.CodeBenchmark;
import io.github.keycloakawsmfa.device.ledger.LedgerPairBenchmark;
import io.github.keycloakawsmfa.device.ledger.PairBenchmark;
import io.github.keycloakawsmfa.device.ledger.SpendBenchmark;
import io.github.keycloakawsmfa.qr.QrCodeBenchmark;
import java.util.List;
import java.util.stream.Collectors;

/** What computes and touches neither network nor database: codes, searches, a spend, a QR code. */
final class Arithmetic {

    private static final List<Comparison> COMPARISONS = List.of(
            new Comparison(
                    "A wrong code against three steps",
                    CodeBenchmark.class,
                    "",
                    "macInitialisedPerCheck",
                    List.of(new Goal("ours", 1.1, 300))),
            new Comparison(
                    "Two wrong codes against 41 steps",
                    PairBenchmark.class,
                    "20",
                    "rollingMac",
                    List.of(new Goal("ours", 1.1))),
            new Comparison(
                    "Two wrong codes at the ledger",
                    LedgerPairBenchmark.class,
                    "",
                    "rollingMac",
                    List.of(new Goal("ours", 1.1))),
            new Comparison(
                    "Two wrong codes against 5,761 steps",
                    PairBenchmark.class,
                    "2880",
                    "rollingMac",
                    List.of(new Goal("ours", 1.1))),
            new Comparison(
                    "A spend of a user with one device, without the database",
                    SpendBenchmark.class,
                    "1",
                    "cryptographyAlone",
                    List.of(new Goal("whole", 2))),
            new Comparison(
                    "A spend of a user with eight devices, without the database",
                    SpendBenchmark.class,
                    "8",
                    "cryptographyAlone",
                    List.of(new Goal("whole", 2))),
            new Comparison(
                    "The wizard's QR code", QrCodeBenchmark.class, "", "encoderAlone", List.of(new Goal("ours", 1.3))));

    private Arithmetic() {}

    static String measure() {
        Rounds rounds = Rounds.run(Option.ROUNDS.number(), Option.SECONDS.number());
        List<Target> targets = COMPARISONS.stream()
                .flatMap(comparison -> comparison.targets(rounds).stream())
                .toList();
        return Target.table(targets)
                + COMPARISONS.stream()
                        .map(comparison -> "\n" + comparison.markdown(rounds))
                        .collect(Collectors.joining());
    }
}
