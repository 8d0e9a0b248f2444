package io.github.keycloakawsmfa.device.ledger;

import jakarta.persistence.FlushModeType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The rows of a realm's ledger that cannot be read, among the first ones.
 *
 * @param looked how many rows were read
 * @param complete whether these were all
 * @param rows how many of them cannot be read
 * @param examples a few of their users' ids, each with why
 */
public record LedgerDamage(long looked, boolean complete, long rows, Map<String, String> examples) {

    private static final int PAGE = 500;
    private static final int EXAMPLES = 20;

    /** @param most how many rows are checked */
    public static LedgerDamage of(KeycloakSession session, RealmModel realm, long most) {
        Map<String, String> examples = new TreeMap<>();
        long damaged = 0;
        long seen = 0;
        boolean complete = false;
        String after = " ";
        while (seen < most && !complete) {
            int wanted = (int) Math.min(PAGE, most - seen);
            List<Object[]> page = page(session, realm, after, wanted);
            for (Object[] row : page) {
                String why = whyUnreadable((String) row[1]);
                if (why != null) {
                    damaged++;
                    if (examples.size() < EXAMPLES) {
                        examples.put((String) row[0], why);
                    }
                }
                after = (String) row[0];
            }
            seen += page.size();
            complete = page.size() < wanted;
        }
        return new LedgerDamage(seen, complete, damaged, Map.copyOf(examples));
    }

    private static String whyUnreadable(String row) {
        try {
            LedgerJson.read(row);
            return null;
        } catch (LedgerUnreadableException e) {
            return e.getMessage();
        }
    }

    private static List<Object[]> page(KeycloakSession session, RealmModel realm, String after, int most) {
        return session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(
                        "select l.userId, l.state from LedgerEntity l"
                                + " where l.realmId = :realmId and l.userId > :after order by l.userId",
                        Object[].class)
                .setParameter("realmId", realm.getId())
                .setParameter("after", after)
                // The request's own changes do not concern this, and are not written early.
                .setFlushMode(FlushModeType.COMMIT)
                .setHint("org.hibernate.fetchSize", most + 1)
                .setMaxResults(most)
                .getResultList();
    }
}
