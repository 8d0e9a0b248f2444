package io.github.keycloakawsmfa.internals;

import jakarta.persistence.EntityManager;
import org.hibernate.Session;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.OracleDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/** In what databases differ where they sort and compare texts. */
public final class TextDialect {

    private final Dialect dialect;

    private TextDialect(Dialect dialect) {
        this.dialect = dialect;
    }

    public static TextDialect of(EntityManager em) {
        return new TextDialect(em.unwrap(Session.class)
                .getSessionFactory()
                .unwrap(SessionFactoryImplementor.class)
                .getJdbcServices()
                .getDialect());
    }

    /**
     * What to sort a page of rows by, whose next one begins behind its last by {@code >}. Oracle compares bytes (NLS_COMP),
     * but sorts in the language of the server's JVM, which its driver tells the database (NLS_SORT follows
     * NLS_LANGUAGE): rows would be missed, and others come twice.
     *
     * @param path of a text in Hibernate's query language
     */
    public String order(String path) {
        return dialect instanceof OracleDialect ? "sql('nlssort(?, ''NLS_SORT=BINARY'')', " + path + ")" : path;
    }

    /**
     * Whether a username can be compared with it. In MySQL and MariaDB that column has no characters beyond 16 bits,
     * whatever the database's own character set (Keycloak makes it an NVARCHAR, 2.5.0 to 26.7.3), and to compare it with one is
     * an error.
     */
    boolean fitsUsernames(String text) {
        return !(dialect instanceof MySQLDialect) || text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }
}
