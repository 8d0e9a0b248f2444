package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.keycloak.events.Event;

class FirstUseListenerTest {

    private final List<String> told = new ArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            told.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /** Without a session it can look at nothing. */
    @Test
    void tellsOnceOfARealmThatItCannotLookAt() {
        Logger logger = Logger.getLogger(FirstUseListener.class.getName());
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
        try {
            FirstUseListener listener = new FirstUseListener();
            for (String realm : List.of("one", "one", "two", "one", "two")) {
                listener.create(null).onEvent(refusedIn(realm));
            }
        } finally {
            logger.setUseParentHandlers(true);
            logger.removeHandler(handler);
        }
        assertThat(told).hasSize(2).allMatch(line -> line.startsWith("A realm could not be checked"));
    }

    private static Event refusedIn(String realmId) {
        Event event = new Event();
        event.setRealmId(realmId);
        event.setError("aws_mfa_refused");
        return event;
    }
}
