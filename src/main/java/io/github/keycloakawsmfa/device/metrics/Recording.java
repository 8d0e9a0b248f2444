package io.github.keycloakawsmfa.device.metrics;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs what talks to Micrometer. It never fails: what is measured goes on, whatever Micrometer says or lacks. Names no
 * type of Micrometer's, so that this class and those that use it link without.
 */
final class Recording {

    private static final Logger LOG = Logger.getLogger(Recording.class);

    private static final boolean THERE = isThere("io.micrometer.core.instrument.Metrics");

    /** One warning is enough: every sign-in records. */
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private Recording() {}

    static void run(Runnable recording) {
        ask(
                () -> {
                    recording.run();
                    return true;
                },
                false);
    }

    /** @param otherwise the answer where there is no Micrometer, or it fails */
    static <T> T ask(Supplier<T> question, T otherwise) {
        return THERE ? answer(question, otherwise) : otherwise;
    }

    static <T> T answer(Supplier<T> question, T otherwise) {
        try {
            return question.get();
        } catch (RuntimeException | LinkageError e) {
            if (TOLD.compareAndSet(false, true)) {
                LOG.warn("Something cannot be shown among the metrics", e);
            }
            return otherwise;
        }
    }

    static boolean isThere(String type) {
        try {
            Class.forName(type, false, Recording.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
