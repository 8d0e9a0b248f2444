package io.github.keycloakawsmfa.device.migration;

import io.github.keycloakawsmfa.device.ledger.MigrationOperation;
import io.github.keycloakawsmfa.device.ledger.MigrationOperation.Moved;
import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.device.seal.SealedRowScan;
import java.util.List;
import org.keycloak.models.RealmModel;

/** What would become of a credential, as far as its row tells: whether the user has room is not looked at. */
final class MigrationPreview {

    private final Migration migration;

    MigrationPreview(RealmModel realm) {
        this.migration = Migration.of(realm);
    }

    List<Moved> of(SealedRowScan.Row row) {
        return List.of(
                row.device().getType().equals(BuiltInOtp.TYPE)
                        ? MigrationOperation.preview(BuiltInOtp.of(row.device()), migration)
                        : MigrationOperation.preview(row.device()));
    }
}
