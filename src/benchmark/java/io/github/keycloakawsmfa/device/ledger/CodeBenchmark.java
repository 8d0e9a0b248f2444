package io.github.keycloakawsmfa.device.ledger;

import com.bastiaanjansen.otp.TOTPGenerator;
import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.warrenstrange.googleauth.GoogleAuthenticator;
import dev.samstevens.totp.code.CodeVerifier;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.code.DefaultCodeVerifier;
import io.github.keycloakawsmfa.benchmark.CpuTime;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.security.InvalidKeyException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.models.utils.TimeBasedOTP;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One wrong code, compared with those of the step of now and of the one before and after it; by us and by others. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodeBenchmark {

    private final Instant now = BenchmarkDevices.NOW;
    private final long step = BenchmarkDevices.STEP;
    private final byte[] secret = BenchmarkDevices.secret(0);
    private final VirtualMfaDevice device = BenchmarkDevices.device(0);
    private final String base32 = device.secret().base32();
    private final String wrong = BenchmarkDevices.wrongCode(0);
    private final int wrongNumber = Integer.parseInt(wrong);
    private final DeviceClock clock = new DeviceClock(step - 100, 0, 0);
    private final List<TotpCode> codes = List.of(
            TotpCode.parse(wrong, TotpParameters.AUTHENTICATOR_APP.digits()).orElseThrow());
    private final BareMac bare = new BareMac(secret);
    private final TimeBasedOneTimePasswordGenerator javaOtp = new TimeBasedOneTimePasswordGenerator();
    private final GoogleAuthenticator googleAuth = new GoogleAuthenticator();
    private final CodeVerifier samstevens = new DefaultCodeVerifier(new DefaultCodeGenerator(), now::getEpochSecond);

    @Benchmark
    public Object ours(CpuTime cpu) {
        return CodeMatch.of(device, clock, codes, now);
    }

    @Benchmark
    public boolean macInitialisedPerCheck(CpuTime cpu) {
        bare.key(secret);
        return bare.matches(wrongNumber, step - 1, step + 1);
    }

    @Benchmark
    public boolean keyedMac(CpuTime cpu) {
        return bare.matches(wrongNumber, step - 1, step + 1);
    }

    @Benchmark
    public boolean clonedDigests(CpuTime cpu) {
        boolean found = false;
        for (int offset = -1; offset <= 1; offset++) {
            found |= bare.clonedAt(step + offset) == wrongNumber;
        }
        return found;
    }

    /** As its credential provider does it, but for reading the stored secret. */
    @Benchmark
    public boolean keycloak(CpuTime cpu) {
        return new TimeBasedOTP("HmacSHA1", 6, 30, 1).validateTOTP(wrong, secret);
    }

    @Benchmark
    public boolean javaOtp(CpuTime cpu) throws InvalidKeyException {
        SecretKeySpec key = new SecretKeySpec(secret, "HmacSHA1");
        boolean found = false;
        for (int offset = -1; offset <= 1; offset++) {
            found |= javaOtp.generateOneTimePassword(key, now.plusSeconds(30L * offset)) == wrongNumber;
        }
        return found;
    }

    @Benchmark
    public boolean googleauth(CpuTime cpu) {
        return googleAuth.authorize(base32, wrongNumber, now.toEpochMilli());
    }

    @Benchmark
    public boolean otpJava(CpuTime cpu) {
        return TOTPGenerator.withDefaultValues(base32.getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .verify(wrong, 1);
    }

    @Benchmark
    public boolean totpOfSamstevens(CpuTime cpu) {
        return samstevens.isValidCode(base32, wrong);
    }
}
