package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsCheckTest {

    private static final Set<String> ALL = Set.of();

    @Test
    void eventsThatAreSavedAreKept() {
        assertThat(EventsCheck.whyLost(true, ALL, Duration.ZERO)).isEmpty();
        assertThat(EventsCheck.whyLost(true, Set.of("LOGIN", "LOGIN_ERROR"), Duration.ofDays(1)))
                .isEmpty();
    }

    @Test
    void savingThemIsOff() {
        assertThat(EventsCheck.whyLost(false, ALL, Duration.ZERO)).contains("saving events is off");
    }

    /** The gate tells all that it refuses and removes as errors of a sign-in. */
    @Test
    void theTypeIsNotAmongThem() {
        assertThat(EventsCheck.whyLost(true, Set.of("LOGIN", "LOGOUT"), Duration.ZERO))
                .hasValueSatisfying(why -> assertThat(why).startsWith("LOGIN_ERROR is not among"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3_600, 86_399})
    void theyAreRemovedBeforeADayIsOver(long seconds) {
        assertThat(EventsCheck.whyLost(true, ALL, Duration.ofSeconds(seconds)))
                .hasValueSatisfying(why -> assertThat(why).startsWith("they are removed after PT"));
    }
}
