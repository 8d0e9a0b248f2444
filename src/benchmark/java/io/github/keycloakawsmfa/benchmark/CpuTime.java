package io.github.keycloakawsmfa.benchmark;

import java.lang.management.ManagementFactory;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The CPU time of a benchmark's thread, for each iteration: time in which another process had the core does not count. Each
 * benchmark takes one as a parameter.
 */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class CpuTime {

    /** JMH takes what is public for a counter. */
    public long cpuNanos;

    private long startedAt;

    @Setup(Level.Iteration)
    public void start() {
        startedAt = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @TearDown(Level.Iteration)
    public void stop() {
        cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - startedAt;
    }
}
