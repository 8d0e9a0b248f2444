package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.fixture.DatabaseServer;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;

/** What MySQL and MariaDB are told in the same words. */
abstract class MySqlContract extends DatabaseContract {

    private final String looseCollation;

    /** @param looseCollation a default of the database's, which ignores accents */
    MySqlContract(DatabaseServer database, TestRealm realm, String looseCollation) {
        super(database, realm);
        this.looseCollation = looseCollation;
    }

    /** Keycloak has Liquibase make a TEXT of a longer VARCHAR there (MySQL8VarcharType). */
    @Override
    List<String> toFirstRelease() {
        return List.of("alter table VIRTUAL_MFA_LEDGER modify LEDGER_STATE text(4000) not null");
    }

    @Override
    List<String> toLooseCollation() {
        String column = " modify USER_ID varchar(255) collate " + looseCollation + " not null";
        return List.of("alter table VIRTUAL_MFA_LEDGER" + column, "alter table FED_USER_CREDENTIAL" + column);
    }

    @Override
    String lockBound() {
        return "select @@session.innodb_lock_wait_timeout";
    }
}
