package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.benchmark.CpuTime;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Two wrong codes where the ledger looks for them: where the device's clock is thought to be, and ten minutes about now. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LedgerPairBenchmark {

    private static final int REACH = TotpParameters.AUTHENTICATOR_APP.stepsIn(CodeMatch.RESYNC);

    private final Instant now = BenchmarkDevices.NOW;
    private final long step = BenchmarkDevices.STEP;
    private final byte[] secret = BenchmarkDevices.secret(0);
    private final VirtualMfaDevice device = BenchmarkDevices.device(0);
    private final DeviceClock clock = new DeviceClock(step - 100, 0, 0);
    private final List<TotpCode> codes = TypedCodes.of(
                    null, BenchmarkDevices.wrongCode(0), BenchmarkDevices.wrongCode(2))
            .parsed()
            .orElseThrow();
    private final int number1 = Integer.parseInt(codes.get(0).digits());
    private final int number2 = Integer.parseInt(codes.get(1).digits());
    private final BareMac bare = new BareMac(secret);

    @Benchmark
    public Object ours(CpuTime cpu) {
        return CodeMatch.of(device, clock, codes, now);
    }

    /** The pair's first code may lie one step before the first at which its second is looked for. */
    @Benchmark
    public boolean rollingMac(CpuTime cpu) {
        bare.key(secret);
        return bare.matches(number1, number2, step - REACH - 1, step + REACH);
    }
}
