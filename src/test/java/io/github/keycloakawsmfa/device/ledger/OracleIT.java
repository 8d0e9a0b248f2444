package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.fixture.ContainerDatabase;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("On Oracle")
class OracleIT extends DatabaseContract {

    @RegisterExtension
    static final ContainerDatabase database = ContainerDatabase.oracle();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(database);

    OracleIT() {
        super(database, realm);
    }

    @Override
    List<String> toFirstRelease() {
        return List.of(
                "alter table VIRTUAL_MFA_LEDGER add OLD_STATE varchar2(4000)",
                "update VIRTUAL_MFA_LEDGER set OLD_STATE = dbms_lob.substr(LEDGER_STATE, 4000, 1)",
                "alter table VIRTUAL_MFA_LEDGER drop column LEDGER_STATE",
                "alter table VIRTUAL_MFA_LEDGER rename column OLD_STATE to LEDGER_STATE",
                "alter table VIRTUAL_MFA_LEDGER modify LEDGER_STATE not null");
    }

    /** A column has one of its own only where {@code MAX_STRING_SIZE} is {@code EXTENDED}. */
    @Override
    List<String> toLooseCollation() {
        return List.of();
    }

    @Override
    String lockBound() {
        return "";
    }

    @Override
    boolean boundsFirstRow() {
        return false;
    }
}
