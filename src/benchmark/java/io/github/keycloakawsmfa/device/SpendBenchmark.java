package io.github.keycloakawsmfa.device;

import io.github.keycloakawsmfa.benchmark.CpuTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

    private final MasterKey key = new MasterKey("realm:key", new byte[MasterKey.MIN_BYTES]);
    private final SignIn signIn = new SignIn(1, 2, 3);
    private final BareMac bare = new BareMac(BenchmarkDevices.secret(0));
    private TypedCodes typed;
    private int typedNumber;
    private List<CredentialModel> rows;
    private List<VirtualMfaDevice> opened;
    private String stored;
    private LedgerState state;

    @Setup
    public void store() {
        opened = IntStream.range(0, devices).mapToObj(BenchmarkDevices::device).toList();
        rows = opened.stream()
                .map(device -> DeviceSeal.seal(key, REALM, USER, device))
                .toList();
        state = LedgerState.EMPTY;
        for (VirtualMfaDevice device : opened) {
            state = state.withDevice(device.id(), new DeviceClock(BenchmarkDevices.STEP - 2880, 0, 1_700_000_000));
        }
        stored = state.toJson();
        String code = opened.get(devices - 1).totp().at(BenchmarkDevices.STEP).digits();
        typed = TypedCodes.ofField(code, null);
        typedNumber = Integer.parseInt(code);
    }

    @Benchmark
    public Object whole(CpuTime cpu) {
        LedgerState read = LedgerState.fromJson(stored)
                .onlyDevices(rows.stream().map(CredentialModel::getId).toList());
        List<VirtualMfaDevice> all = open();
        LedgerState settled = LedgerRule.withUnknownDevices(read, all, BenchmarkDevices.NOW);
        return LedgerRule.spend(settled, all, typed, signIn, BenchmarkDevices.NOW)
                .next()
                .toJson();
    }

    @Benchmark
    public Object seals(CpuTime cpu) {
        return open();
    }

    @Benchmark
    public Object rule(CpuTime cpu) {
        return LedgerRule.spend(state, opened, typed, signIn, BenchmarkDevices.NOW);
    }

    @Benchmark
    public Object stateReadAndWritten(CpuTime cpu) {
        return LedgerState.fromJson(stored).toJson();
    }

    @Benchmark
    public boolean macInitialisedPerDevice(CpuTime cpu) {
        boolean found = false;
        for (int device = 0; device < devices; device++) {
            bare.key(BenchmarkDevices.secret(device));
            found |= bare.matches(typedNumber, BenchmarkDevices.STEP - 1, BenchmarkDevices.STEP + 1);
        }
        return found;
    }

    private List<VirtualMfaDevice> open() {
        return rows.stream()
                .map(row -> DeviceSeal.open(Envelope.fromJson(row.getSecretData()), key, REALM, USER, row))
                .toList();
    }
}
