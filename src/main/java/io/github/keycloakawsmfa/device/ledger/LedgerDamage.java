package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.internals.TextDialect;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The rows of a realm's ledger that cannot be read, among the first ones, and what the others say of the server's clock.
 *
 * @param looked how many rows were read
 * @param complete whether these were all
 * @param rows how many of them cannot be read
 * @param examples a few of their users' ids, each with why
 * @param drift empty if the devices do not blame it
 */
public record LedgerDamage(
        long looked, boolean complete, long rows, Map<String, String> examples, Optional<CommonDrift> drift) {

    private static final int PAGE = 500;
    private static final int EXAMPLES = 20;

    /** @param most how many rows are checked */
    public static LedgerDamage of(KeycloakSession session, RealmModel realm, long most, Instant now) {
        Map<String, String> examples = new TreeMap<>();
        List<DeviceClock> clocks = new ArrayList<>();
        long damaged = 0;
        long seen = 0;
        boolean complete = false;
        String after = " ";
        while (seen < most && !complete) {
            int wanted = (int) Math.min(PAGE, most - seen);
            List<Object[]> page = page(session, realm, after, wanted);
            for (Object[] row : page) {
                String why = whyUnreadable((String) row[1], clocks);
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
        return new LedgerDamage(seen, complete, damaged, Map.copyOf(examples), CommonDrift.of(clocks, now));
    }

    /** @param clocks receives those of a row that can be read */
    private static String whyUnreadable(String row, List<DeviceClock> clocks) {
        try {
            clocks.addAll(LedgerJson.read(row).devices().values());
            return null;
        } catch (LedgerUnreadableException e) {
            return e.getMessage();
        }
    }

    private static List<Object[]> page(KeycloakSession session, RealmModel realm, String after, int most) {
        EntityManager em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        return em.createQuery(
                        "select l.userId, l.state from LedgerEntity l"
                                + " where l.realmId = :realmId and l.userId > :after order by "
                                + TextDialect.of(em).order("l.userId"),
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
