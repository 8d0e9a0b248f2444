package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.device.ledger.LedgerDamage;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the users' records can be read: an unreadable one keeps its user out.
 *
 * @param nameUsers whether the caller may see whose they are
 */
record LedgerCheck(LedgerDamage damage, boolean nameUsers) implements Check {

    private static final String UNLOCK = "If a newer release wrote it, use that one. Else POST users/{id}/unlock.";

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        if (nameUsers) {
            damage.examples()
                    .forEach((user, why) ->
                            findings.add(finding("user " + user, "This user cannot sign in: " + why + ".", UNLOCK)));
        }
        long untold = damage.rows() - findings.size();
        if (!damage.complete()) {
            findings.add(Finding.of(
                    FindingId.DEVICES_NOT_TRIED,
                    "records",
                    "The records of the first " + damage.looked() + " users were read.",
                    "Ask with ?devices= to have more read."));
        }
        if (untold > 0) {
            findings.add(finding(
                    "users",
                    untold + (nameUsers ? " more users" : " users") + " cannot sign in: their records cannot be read.",
                    nameUsers ? UNLOCK : "Somebody who may view users can see whose they are."));
        }
        return findings;
    }

    private static Finding finding(String where, String sentence, String fix) {
        return Finding.of(FindingId.RECORD_DAMAGED, where, sentence, fix);
    }
}
