package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.device.seal.FirstSealEntity;
import jakarta.persistence.NamedQuery;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hibernate compiles them when the server starts, which would fail with the first name that Keycloak changes. */
class NamedQueriesTest {

    private static final Pattern ENTITY = Pattern.compile("\\w+Entity\\b");

    @ParameterizedTest
    @ValueSource(classes = {LedgerEntity.class, FirstSealEntity.class})
    void knowOurOwnTablesOnly(Class<?> entity) {
        assertThat(entity.getAnnotationsByType(NamedQuery.class))
                .isNotEmpty()
                .allSatisfy(named -> assertThat(
                                ENTITY.matcher(named.query()).results().map(found -> found.group()))
                        .isNotEmpty()
                        .containsOnly(entity.getSimpleName()));
    }
}
