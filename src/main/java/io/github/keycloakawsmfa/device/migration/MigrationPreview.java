package io.github.keycloakawsmfa.device.migration;

import io.github.keycloakawsmfa.device.ledger.MigrationOperation;
import io.github.keycloakawsmfa.device.ledger.MigrationOperation.Moved;
import io.github.keycloakawsmfa.device.ledger.MoveBackOperation;
import io.github.keycloakawsmfa.device.otp.BuiltInOtp;
import io.github.keycloakawsmfa.device.otp.Migration;
import io.github.keycloakawsmfa.device.seal.SealedRowScan;

/** What would become of a credential, as far as its row tells: whether the user has room is not looked at. */
record MigrationPreview(Migration migration) {

    Moved of(SealedRowScan.Row row) {
        return row.device().getType().equals(BuiltInOtp.TYPE)
                ? MigrationOperation.preview(BuiltInOtp.of(row.device()), migration)
                : MoveBackOperation.preview(row.device());
    }
}
