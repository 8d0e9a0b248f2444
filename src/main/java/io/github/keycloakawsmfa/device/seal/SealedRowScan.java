package io.github.keycloakawsmfa.device.seal;

import io.github.keycloakawsmfa.internals.CredentialTable;
import io.github.keycloakawsmfa.internals.TextDialect;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * A walk over a realm's sealed devices in the order of their users: local ones first, then federated users, whose ids
 * begin with {@code f:}. Nothing is opened, and nothing that is read stays in a session.
 */
public final class SealedRowScan {

    /** @param device its id, type, date and both data */
    public record Row(String userId, CredentialModel device) {

        /** Of the key that it is sealed under; empty if it is damaged. */
        public Optional<String> keyId() {
            return Envelope.keyIdIn(device.getSecretData());
        }

        public boolean isSealedUnder(String key) {
            return keyId().equals(Optional.of(key));
        }
    }

    /** How many rows a statement reads, unless fewer are wanted. */
    public static final int PAGE = 1000;

    private static final String COLUMNS = "select %s, c.id, c.credentialData, c.secretData, c.createdDate from ";
    private static final String FEDERATED_PREFIX = "f:";

    /** As {@link ClearPart} names it. */
    private static final String SERIAL = "\"serial\"";

    private static String behindUser(CredentialTable source, String also, TextDialect texts) {
        return query(source, "%1$s > :after and %2$s > :after", also, texts);
    }

    /** One user may have more rows than a page. No index helps with an <em>or</em>, so the first two bound it. */
    private static String behindRow(CredentialTable source, String also, TextDialect texts) {
        String bound = "%1$s >= :after and %2$s >= :after and (%1$s > :after or c.id > :afterDevice)";
        return query(source, bound, also, texts);
    }

    private static String query(CredentialTable source, String bound, String also, TextDialect texts) {
        return COLUMNS.formatted(source.userId()) + source.ofRealm() + " and "
                + bound.formatted(source.userId(), source.joinedUserId()) + also + " order by "
                + texts.order(source.userId()) + ", " + texts.order("c.id");
    }

    private final String realmId;
    private final String type;
    private final Having having;
    private CredentialTable source;
    private String after;
    private String afterDevice;

    /**
     * What all that count have in a column.
     *
     * @param at where it is found, as {@code locate} tells
     */
    private record Having(String column, String text, String at) {

        String condition() {
            return " and locate(:having, " + column + ") " + at;
        }
    }

    private SealedRowScan(RealmModel realm, String type, String after, Having having) {
        this.realmId = realm.getId();
        this.type = type;
        this.having = having;
        this.source = after.startsWith(FEDERATED_PREFIX) ? CredentialTable.FEDERATED : CredentialTable.LOCAL;
        this.after = after;
    }

    /** @param after the id of the user behind whose rows to begin; empty to begin at the first */
    public static SealedRowScan behind(RealmModel realm, String after) {
        return ofType(realm, VirtualMfaDevice.TYPE, after);
    }

    /** The same for credentials of another type, which are not sealed. */
    public static SealedRowScan ofType(RealmModel realm, String type, String after) {
        return new SealedRowScan(realm, type, after, null);
    }

    /** Over the devices that are hardware tokens. */
    public static SealedRowScan ofTokens(RealmModel realm) {
        return new SealedRowScan(realm, VirtualMfaDevice.TYPE, "", new Having("c.credentialData", SERIAL, "> 0"));
    }

    /** The devices whose part in clear has a text, in upper case; seldom more than one. */
    public static List<Row> withText(KeycloakSession session, RealmModel realm, String text) {
        return new SealedRowScan(realm, VirtualMfaDevice.TYPE, "", new Having("upper(c.credentialData)", text, "> 0"))
                .next(session, PAGE);
    }

    /** Whether any device sealed under a key matches; the others are not even fetched. */
    public static boolean anyUnder(String keyId, KeycloakSession session, RealmModel realm, Predicate<Row> wanted) {
        return new SealedRowScan(
                        realm,
                        VirtualMfaDevice.TYPE,
                        "",
                        new Having("c.secretData", EnvelopeText.beginning(keyId), "= 1"))
                .anyMatch(session, row -> row.isSealedUnder(keyId) && wanted.test(row));
    }

    /**
     * The next ones, as many as wanted; fewer only if there are no more.
     *
     * @param session in which they are read: it may be a different one each time
     */
    public List<Row> next(KeycloakSession session, int most) {
        List<Row> rows = new ArrayList<>(read(session, most));
        if (rows.size() < most && source.equals(CredentialTable.LOCAL)) {
            source = CredentialTable.FEDERATED;
            after = "";
            afterDevice = null;
            rows.addAll(read(session, most - rows.size()));
        }
        return rows;
    }

    private boolean anyMatch(KeycloakSession session, Predicate<Row> wanted) {
        for (List<Row> page = next(session, PAGE); ; page = next(session, PAGE)) {
            if (page.stream().anyMatch(wanted)) {
                return true;
            }
            if (page.size() < PAGE) {
                return false;
            }
        }
    }

    private List<Row> read(KeycloakSession session, int most) {
        String also = having == null ? "" : having.condition();
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        TextDialect texts = TextDialect.of(em);
        String text = afterDevice == null ? behindUser(source, also, texts) : behindRow(source, also, texts);
        TypedQuery<Object[]> query = em.createQuery(text, Object[].class)
                .setParameter("type", type)
                .setParameter("realmId", realmId)
                // Oracle treats an empty text as null, and nothing is greater than that.
                .setParameter("after", after.isEmpty() ? " " : after)
                // The request's own changes do not concern the walk, and are not written early.
                .setFlushMode(FlushModeType.COMMIT)
                // In one round trip: Keycloak has PostgreSQL send 64 rows at a time (26.7.3).
                .setHint("org.hibernate.fetchSize", most + 1)
                .setMaxResults(most);
        if (afterDevice != null) {
            query.setParameter("afterDevice", afterDevice);
        }
        if (having != null) {
            query.setParameter("having", having.text());
        }
        List<Row> rows = query.getResultList().stream().map(this::row).toList();
        if (!rows.isEmpty()) {
            Row last = rows.get(rows.size() - 1);
            after = last.userId();
            afterDevice = last.device().getId();
        }
        return rows;
    }

    private Row row(Object[] columns) {
        CredentialModel device = new CredentialModel();
        device.setId((String) columns[1]);
        device.setType(type);
        device.setCredentialData((String) columns[2]);
        device.setSecretData((String) columns[3]);
        device.setCreatedDate((Long) columns[4]);
        return new Row((String) columns[0], device);
    }
}
