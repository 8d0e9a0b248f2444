package io.github.keycloakawsmfa.internals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.OracleDialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.dialect.SQLServerDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Hibernate would send, without a database. */
class TextDialectTest {

    /** Any row. */
    @Entity(name = "Row")
    static class Row {

        @Id
        String id;
    }

    @Test
    void sortsByBytesWhereOracleWouldSortInTheServersLanguage() {
        assertThat(sorted(OracleDialect.class))
                .startsWith(
                        "select r1_0.id from Row r1_0 where r1_0.id>? order by nlssort(r1_0.id, 'NLS_SORT=BINARY')");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                H2Dialect.class,
                MariaDBDialect.class,
                MySQLDialect.class,
                PostgreSQLDialect.class,
                SQLServerDialect.class
            })
    void leavesTheOthersTheirOrderWhichIsAlsoTheirComparison(Class<? extends Dialect> dialect) {
        assertThat(sorted(dialect)).contains("where r1_0.id>? order by r1_0.id").doesNotContain("nlssort");
    }

    @ParameterizedTest
    @CsvSource({
        "org.hibernate.dialect.MySQLDialect, true, true, false",
        "org.hibernate.dialect.MariaDBDialect, true, true, false",
        "org.hibernate.dialect.PostgreSQLDialect, true, true, true",
    })
    void knowsWhatUsernamesCannotBeComparedWith(
            Class<? extends Dialect> dialect, boolean empty, boolean accented, boolean emoji) {
        List<String> sent = new ArrayList<>();
        try (SessionFactory factory = factory(dialect, sent);
                Session session = factory.openSession()) {
            TextDialect texts = TextDialect.of(session);
            assertThat(texts.fitsUsernames("")).isEqualTo(empty);
            assertThat(texts.fitsUsernames("josé 佐藤")).isEqualTo(accented);
            assertThat(texts.fitsUsernames("\ud83d\ude00")).isEqualTo(emoji);
        }
        assertThat(sent).isEmpty();
    }

    private static String sorted(Class<? extends Dialect> dialect) {
        List<String> sent = new ArrayList<>();
        try (SessionFactory factory = factory(dialect, sent);
                Session session = factory.openSession()) {
            String order = TextDialect.of(session).order("r.id");
            assertThatThrownBy(() -> session.createQuery(
                                    "select r.id from Row r where r.id > 'a' order by " + order, String.class)
                            .getResultList())
                    .as("there is no database")
                    .isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(sent).hasSize(1);
        return sent.get(0).replace(">'a'", ">?");
    }

    private static SessionFactory factory(Class<? extends Dialect> dialect, List<String> sent) {
        return new Configuration()
                .addAnnotatedClass(Row.class)
                .setProperty("hibernate.dialect", dialect.getName())
                .setProperty("hibernate.boot.allow_jdbc_metadata_access", "false")
                .setStatementInspector(sql -> {
                    sent.add(sql);
                    return sql;
                })
                .buildSessionFactory();
    }
}
