package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.benchmark.CpuTime;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.PairSearch;
import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.util.concurrent.TimeUnit;
import org.keycloak.models.utils.HmacOTP;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Two wrong codes, looked for on all steps about now. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PairBenchmark {

    /** How far from now, in steps: ten minutes, and the day that the wizard looks through. */
    @Param({"20", "2880"})
    public int reach;

    private final long step = BenchmarkDevices.STEP;
    private final byte[] secret = BenchmarkDevices.secret(0);
    private final VirtualMfaDevice device = BenchmarkDevices.device(0);
    private final String wrong1 = BenchmarkDevices.wrongCode(0);
    private final String wrong2 = BenchmarkDevices.wrongCode(2);
    private final int number1 = Integer.parseInt(wrong1);
    private final int number2 = Integer.parseInt(wrong2);
    private final TotpCode code1 = code(wrong1);
    private final TotpCode code2 = code(wrong2);
    private final BareMac bare = new BareMac(secret);
    private final HmacOTP keycloak = new HmacOTP(6, "HmacSHA1", 0);

    private static TotpCode code(String digits) {
        return TotpCode.parse(digits, TotpParameters.AUTHENTICATOR_APP.digits()).orElseThrow();
    }

    @Benchmark
    public Object ours(CpuTime cpu) {
        return PairSearch.find(device.totp(), code1, code2, step, 1, reach);
    }

    /** Each step's code once, and no array of them. */
    @Benchmark
    public boolean rollingMac(CpuTime cpu) {
        bare.key(secret);
        return bare.matches(number1, number2, step - reach, step + reach);
    }

    /** Two codes for each step, as by asking it for one and then for the other. */
    @Benchmark
    public boolean keycloak(CpuTime cpu) {
        boolean found = false;
        for (long at = step - reach; at < step + reach; at++) {
            found |= keycloak.validateHOTP(wrong1, secret, (int) at) > 0
                    & keycloak.validateHOTP(wrong2, secret, (int) at + 1) > 0;
        }
        return found;
    }
}
