package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.credential.CredentialModel;

class DeviceRowsTest {

    private static final LedgerState KNOWS_TWO =
            LedgerState.EMPTY.withDevice("a", new DeviceClock(1, 0, 0)).withDevice("b", new DeviceClock(2, 0, 0));

    @Test
    void rowsOfBeforeTheLockAreThoseOfNowIfTheLedgerKnowsTheSameDevices() {
        assertThat(DeviceRows.areThoseOf(KNOWS_TWO, rows("b", "a"))).isTrue();
        assertThat(DeviceRows.areThoseOf(LedgerState.EMPTY, rows())).isTrue();
    }

    @Test
    void oneThatWasAssignedMeanwhileShows() {
        assertThat(DeviceRows.areThoseOf(KNOWS_TWO, rows("a"))).isFalse();
        assertThat(DeviceRows.areThoseOf(KNOWS_TWO, rows())).isFalse();
    }

    @Test
    void oneThatWasDeactivatedMeanwhileShows() {
        assertThat(DeviceRows.areThoseOf(KNOWS_TWO, rows("a", "b", "c"))).isFalse();
        assertThat(DeviceRows.areThoseOf(LedgerState.EMPTY, rows("a"))).isFalse();
    }

    @Test
    void oneThatGaveItsPlaceToAnotherShows() {
        assertThat(DeviceRows.areThoseOf(KNOWS_TWO, rows("a", "c"))).isFalse();
    }

    private static List<CredentialModel> rows(String... ids) {
        return Stream.of(ids)
                .map(id -> {
                    CredentialModel row = new CredentialModel();
                    row.setId(id);
                    return row;
                })
                .toList();
    }
}
