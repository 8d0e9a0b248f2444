package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.fixture.ContainerDatabase;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("On SQL Server")
class SqlServerIT extends DatabaseContract {

    @RegisterExtension
    static final ContainerDatabase database = ContainerDatabase.sqlServer();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(database);

    SqlServerIT() {
        super(database, realm);
    }

    @Override
    List<String> toFirstRelease() {
        return List.of("alter table VIRTUAL_MFA_LEDGER alter column LEDGER_STATE varchar(4000) not null");
    }

    /** The default ignores case but not accents; no column that an index has can be changed. */
    @Override
    List<String> toLooseCollation() {
        return List.of(
                "alter table VIRTUAL_MFA_LEDGER drop constraint PK_VIRTUAL_MFA_LEDGER",
                "alter table VIRTUAL_MFA_LEDGER alter column USER_ID varchar(255) collate Latin1_General_100_CI_AI not null",
                "alter table VIRTUAL_MFA_LEDGER add constraint PK_VIRTUAL_MFA_LEDGER primary key (REALM_ID, USER_ID)",
                "drop index IDX_FU_CREDENTIAL on FED_USER_CREDENTIAL",
                "drop index IDX_FU_CREDENTIAL_RU on FED_USER_CREDENTIAL",
                "alter table FED_USER_CREDENTIAL alter column USER_ID varchar(255) collate Latin1_General_100_CI_AI not null");
    }

    @Override
    String lockBound() {
        return "select @@lock_timeout";
    }
}
