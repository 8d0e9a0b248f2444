package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.check.Check;
import io.github.keycloakawsmfa.admin.check.Finding;
import io.github.keycloakawsmfa.admin.check.FindingId;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.RealmModel;

/** What set-up has never seen: a whole realm, or clients that go to AWS all the same. */
record NotSetUpCheck(RealmModel realm, AwsClients clients) implements Check {

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        if (clients.isEmpty()) {
            findings.add(Finding.of(
                    FindingId.NOT_SET_UP,
                    "realm " + realm.getName(),
                    "No client of this realm goes to AWS.",
                    "Run set-up, if there is to be one."));
        }
        clients.neverSetUp()
                .forEach(client -> findings.add(Finding.of(
                        FindingId.AWS_CLIENT_NOT_SET_UP,
                        "client " + client.getClientId(),
                        "It goes to AWS, and the gate guards it, but set-up has never seen it: its users are asked for"
                                + " a code only by the required action, if that is on.",
                        "Run set-up with \"clientId\": \"" + client.getClientId()
                                + "\" and \"adopt\": true; look first with ?dryRun=true.")));
        return findings;
    }
}
