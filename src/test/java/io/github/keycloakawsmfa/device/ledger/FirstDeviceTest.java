package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.FirstDevice.Owed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a first device costs: this very sign-in, or a ticket (rule S13). */
class FirstDeviceTest {

    @ParameterizedTest(name = "realm {0}, signed in here {1}, ticket {2}: {3}")
    @CsvSource({
        "PASSWORD, true, false, NOTHING",
        "PASSWORD, true, true, NOTHING",
        "PASSWORD, false, false, SIGN_IN",
        "PASSWORD, false, true, TICKET",
        "TICKET, true, false, TICKET",
        "TICKET, true, true, TICKET",
        "TICKET, false, false, TICKET",
        "TICKET, false, true, TICKET"
    })
    void costs(FirstDevice realm, boolean signedIn, boolean ticket, Owed owed) {
        assertThat(realm.owed(signedIn, ticket)).isEqualTo(owed);
    }
}
