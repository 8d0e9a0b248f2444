package io.github.keycloakawsmfa.device.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.ledger.MigrationOperation.Moved;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.UserModelDelegate;

class MigrationCountsTest {

    private static final UserModel USER = new UserModelDelegate(null);

    /** A directory may throw anything: those behind go on. */
    @Test
    void whoCannotBeLoadedIsLeft() {
        MigrationCounts counts = new MigrationCounts();
        counts.add("a", left(() -> null));
        counts.add("b", left(() -> {
            throw new IllegalStateException("no directory");
        }));
        counts.add("c", left(() -> USER));

        assertThat(counts.reasons()).containsEntry("no_user", 2).containsEntry("failed", 1);
        assertThat(counts.moved()).isZero();
    }

    private static LedgerResult<List<Moved>> left(Supplier<UserModel> find) {
        return MigrationCounts.orLeft("demo", "somebody", find, user -> {
            throw new IllegalStateException("an act that fails");
        });
    }
}
