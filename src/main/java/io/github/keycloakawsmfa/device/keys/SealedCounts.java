package io.github.keycloakawsmfa.device.keys;

import io.github.keycloakawsmfa.device.seal.Envelope;
import io.github.keycloakawsmfa.device.seal.EnvelopeText;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.internals.CredentialTable;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * How many of a realm's devices are sealed under which key. The database counts: it cuts the key's id out of the text.
 * A case-insensitive database (see docs/databases.md) counts keys together whose ids differ only in case.
 */
final class SealedCounts {

    /** Longer than any key's id, and no longer than what Oracle can make of a CLOB. */
    private static final int LONGEST = 1000;

    /** Up to this many rows that do not look like ours are read one by one. */
    private static final int MISFITS = 1000;

    private static final String FITS = "c.secretData like '" + EnvelopeText.PATTERN + "' and locate('"
            + EnvelopeText.BEHIND_KEY + "', c.secretData) < " + LONGEST;
    private static final String NONE_OF_OURS = "-";
    // An expression over a CLOB is a CLOB too, and Oracle groups by it only as text.
    private static final String BEGINNING = "case when " + FITS + " then cast(substring(c.secretData, 1, locate('"
            + EnvelopeText.BEHIND_KEY + "', c.secretData)) as string) else '" + NONE_OF_OURS + "' end";

    private final KeycloakSession session;
    private final String realmId;
    private final Map<String, Long> counts = new TreeMap<>();

    private SealedCounts(KeycloakSession session, RealmModel realm) {
        this.session = session;
        this.realmId = realm.getId();
    }

    /** @return by key id, sorted; the empty one is that of damaged rows */
    static Map<String, Long> of(KeycloakSession session, RealmModel realm) {
        SealedCounts counts = new SealedCounts(session, realm);
        for (CredentialTable table : CredentialTable.values()) {
            counts.add(" from " + table.ofRealm());
        }
        return counts.counts;
    }

    private void add(String from) {
        // A query in a query, because MariaDB may be set to group by columns only.
        String query = "select s.beginning, count(s.beginning) from (select " + BEGINNING + " as beginning" + from
                + ") s group by s.beginning";
        for (Object[] group : query(query, Object[].class).getResultList()) {
            String beginning = (String) group[0];
            long devices = (Long) group[1];
            if (beginning.equals(NONE_OF_OURS)) {
                addMisfits(from, devices);
            } else {
                add(EnvelopeText.keyIdIn(beginning).orElse(""), devices);
            }
        }
    }

    /** What we did not write may still be an envelope, with blanks or in another order. */
    private void addMisfits(String from, long devices) {
        String query = "select c.secretData" + from + " and (c.secretData is null or not (" + FITS + "))";
        List<String> read = query(query, String.class).setMaxResults(MISFITS).getResultList();
        read.forEach(text -> add(Envelope.keyIdIn(text).orElse(""), 1));
        if (devices > read.size()) {
            add("", devices - read.size());
        }
    }

    private void add(String keyId, long devices) {
        counts.merge(keyId, devices, Long::sum);
    }

    private <T> TypedQuery<T> query(String query, Class<T> type) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(query, type)
                .setParameter("type", VirtualMfaDevice.TYPE)
                .setParameter("realmId", realmId)
                .setFlushMode(FlushModeType.COMMIT);
    }
}
