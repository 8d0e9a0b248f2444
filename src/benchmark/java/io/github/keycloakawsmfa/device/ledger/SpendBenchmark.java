package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.benchmark.CpuTime;
import io.github.keycloakawsmfa.device.seal.BenchmarkSeals;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.keycloak.credential.CredentialModel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A right code, spent as the ledger spends it, but without the database: from the stored texts to the text to store. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SpendBenchmark {

    private static final String REALM = "6f1c3f0e-7f5f-4f3a-9d57-1f4e0c1f2a3b";
    private static final String USER = "a3b1c2d4-0000-4f3a-9d57-1f4e0c1f2a3b";

    @Param({"1", "8"})
    public int devices;

    private final BenchmarkSeals seals = new BenchmarkSeals(REALM, USER);
    private final SignIn signIn = new SignIn(1, 2, 3, false);
    private final BareMac bare = new BareMac(BenchmarkDevices.secret(0));
    private TypedCodes typed;
    private int typedNumber;
    private final SecretKey aes = seals.aes();
    private final byte[] context = new byte[260];
    private final byte[][] nonces = new byte[8][12];
    private final byte[][] sealed = new byte[8][];
    private List<CredentialModel> rows;
    private List<VirtualMfaDevice> opened;
    private String stored;
    private LedgerState state;

    @Setup
    public void store() throws GeneralSecurityException {
        for (int device = 0; device < devices; device++) {
            nonces[device][0] = (byte) device;
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, aes, new GCMParameterSpec(128, nonces[device]));
            cipher.updateAAD(context);
            sealed[device] = cipher.doFinal(new byte[80]);
        }
        opened = IntStream.range(0, devices).mapToObj(BenchmarkDevices::device).toList();
        rows = opened.stream().map(seals::seal).toList();
        state = LedgerState.EMPTY;
        for (VirtualMfaDevice device : opened) {
            state = state.withDevice(device.id(), new DeviceClock(BenchmarkDevices.STEP - 2880, 0, 1_700_000_000));
        }
        stored = LedgerJson.write(state);
        String code = opened.get(devices - 1).totp().at(BenchmarkDevices.STEP).digits();
        typed = TypedCodes.ofField(code, null);
        typedNumber = Integer.parseInt(code);
    }

    @Benchmark
    public Object whole(CpuTime cpu) {
        LedgerState read = LedgerJson.read(stored)
                .onlyDevices(rows.stream().map(CredentialModel::getId).toList());
        List<VirtualMfaDevice> all = seals.open(rows);
        LedgerState settled = LedgerRule.withUnknownDevices(read, all, BenchmarkDevices.NOW);
        return LedgerJson.write(LedgerRule.spend(settled, all, typed, signIn, BenchmarkDevices.NOW)
                .next());
    }

    @Benchmark
    public Object seals(CpuTime cpu) {
        return seals.open(rows);
    }

    @Benchmark
    public Object rule(CpuTime cpu) {
        return LedgerRule.spend(state, opened, typed, signIn, BenchmarkDevices.NOW);
    }

    @Benchmark
    public Object stateReadAndWritten(CpuTime cpu) {
        return LedgerJson.write(LedgerJson.read(stored));
    }

    /** The least for what is done with secrets: one cipher opens all envelopes, one MAC is keyed for each device. */
    @Benchmark
    public int cryptographyAlone(CpuTime cpu) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        int done = 0;
        for (int device = 0; device < devices; device++) {
            cipher.init(Cipher.DECRYPT_MODE, aes, new GCMParameterSpec(128, nonces[device]));
            cipher.updateAAD(context);
            done += cipher.doFinal(sealed[device]).length;
            bare.key(BenchmarkDevices.secret(device));
            done += bare.matches(typedNumber, BenchmarkDevices.STEP - 1, BenchmarkDevices.STEP + 1) ? 1 : 0;
        }
        return done;
    }
}
