package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.keycloakawsmfa.admin.check.FindingId.Severity;
import io.github.keycloakawsmfa.device.keys.KeyInspection;
import io.github.keycloakawsmfa.device.keys.KeyInspection.DeviceFailure;
import io.github.keycloakawsmfa.device.keys.KeyInspection.KeyUse;
import io.github.keycloakawsmfa.device.keys.KeyInspection.Opening;
import io.github.keycloakawsmfa.device.seal.OwnRealmKey;
import io.github.keycloakawsmfa.device.token.TokenKeys;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyCheckTest {

    private static final Optional<String> KEY = Optional.of("vault:mfa-key");

    private static List<Finding> look(boolean nameUsers, long tried, long broken) {
        KeyInspection inspection = new KeyInspection(
                List.of(new KeyUse(KEY, tried, 0, true, true)),
                List.of(new Opening(
                        KEY,
                        tried,
                        broken,
                        broken == 0 ? List.of() : List.of(new DeviceFailure("user-1", "device-1", "why")))),
                true,
                true,
                Optional.empty(),
                OwnRealmKey.State.NONE,
                new TokenKeys.Tried(0, List.of()));
        return new KeyCheck(inspection, nameUsers)
                .run().stream()
                        .filter(finding -> finding.severity() == Severity.ERROR)
                        .toList();
    }

    @Test
    void devicesThatOpenAreFine() {
        assertThat(look(true, 3, 0)).isEmpty();
    }

    @Test
    void aFewAreNamedAndAllAreCounted() {
        assertThat(look(true, 30, 14))
                .extracting(Finding::where, Finding::sentence)
                .containsExactly(
                        tuple("user user-1, device device-1", "This device does not open: why."),
                        tuple("devices", "13 devices are broken, too."));
    }

    @Test
    void whoMayNotViewUsersIsToldTheNumber() {
        assertThat(look(false, 30, 14)).singleElement().satisfies(finding -> {
            assertThat(finding.where()).isEqualTo("devices");
            assertThat(finding.sentence()).startsWith("14 devices are broken");
        });
    }

    /** Of one device alone it cannot be told whether it was edited or its key was changed. */
    @Test
    void whereNoneOpensItIsTheKey() {
        assertThat(look(true, 2, 2)).extracting(Finding::id).containsExactly(FindingId.KEY_CHANGED);
        assertThat(look(true, 1, 1)).extracting(Finding::id).containsExactly(FindingId.DEVICE_BROKEN);
    }

    @Test
    void tokensThatWereNotTriedAreToldOf() {
        KeyInspection inspection = new KeyInspection(
                List.of(new KeyUse(KEY, 0, 1500, true, true)),
                List.of(),
                true,
                true,
                Optional.empty(),
                OwnRealmKey.State.NONE,
                new TokenKeys.Tried(1000, List.of()));
        assertThat(new KeyCheck(inspection, true).run())
                .filteredOn(finding -> finding.id() == FindingId.DEVICES_NOT_TRIED)
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).startsWith("1000 of 1500 hardware tokens"));
    }
}
