package io.github.keycloakawsmfa.device;

import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The rows of a realm's ledger that cannot be read, among the first ones.
 *
 * @param rows how many there are
 * @param examples a few of their users' ids, each with why
 */
public record LedgerDamage(long rows, Map<String, String> examples) {

    private static final int PAGE = 500;
    private static final int EXAMPLES = 20;

    /** @param most how many rows are looked at */
    public static LedgerDamage of(KeycloakSession session, RealmModel realm, long most) {
        Map<String, String> examples = new TreeMap<>();
        long damaged = 0;
        String after = " ";
        for (long seen = 0; seen < most; ) {
            List<Object[]> page = page(session, realm, after);
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
            if (page.size() < PAGE) {
                break;
            }
        }
        return new LedgerDamage(damaged, Map.copyOf(examples));
    }

    private static String whyUnreadable(String row) {
        try {
            LedgerState.fromJson(row);
            return null;
        } catch (LedgerUnreadableException e) {
            return e.getMessage();
        }
    }

    private static List<Object[]> page(KeycloakSession session, RealmModel realm, String after) {
        return OwnTransaction.run(session, realm.getId(), (inner, same) -> {
            EntityManager em = inner.getProvider(JpaConnectionProvider.class).getEntityManager();
            return em.createQuery(
                            "select l.userId, l.state from LedgerEntity l"
                                    + " where l.realmId = :realmId and l.userId > :after order by l.userId",
                            Object[].class)
                    .setParameter("realmId", realm.getId())
                    .setParameter("after", after)
                    .setMaxResults(PAGE)
                    .getResultList();
        });
    }
}
