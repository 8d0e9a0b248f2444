package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.setup.SetupValues;
import io.github.keycloakawsmfa.aws.AwsClientDetector;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * Which clients lead to AWS: none, some that set-up has never seen, or some that an administrator has disabled, perhaps
 * on purpose, so that set-up leaves them alone.
 */
record ClientsCheck(RealmModel realm, AwsClients clients) implements Check {

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        if (clients.isEmpty()) {
            findings.add(Finding.of(
                    FindingId.NOT_SET_UP,
                    "realm " + realm.getName(),
                    "No client of this realm goes to AWS.",
                    "Run set-up if you want one."));
        }
        clients.neverSetUp().forEach(client -> findings.add(neverSetUp(client)));
        clients.setUp().stream()
                .filter(client -> !client.isEnabled())
                .forEach(client -> findings.add(disabled(client)));
        return findings;
    }

    private static Finding neverSetUp(ClientModel client) {
        String id = client.getClientId();
        if (AwsClientDetector.isKnownByPathAlone(client)) {
            return Finding.of(
                    FindingId.AWS_CLIENT_BY_PATH,
                    "client " + id,
                    "An address of it has a path of IAM Identity Center's (/platform/saml/acs/… or /platform/saml/d-…),"
                            + " at a host that is not known to be AWS's. The gate guards it for that alone.",
                    "If it is Identity Center, run set-up with \"clientId\": " + SetupValues.quoted(id)
                            + ", \"preset\": \"identity-center\", its \"endpoints\" and \"adopt\": true. If not, give the"
                            + " application another path: until then its users need a code and a verified e-mail address.");
        }
        return Finding.of(
                FindingId.AWS_CLIENT_NOT_SET_UP,
                "client " + id,
                "It goes to AWS, and the gate guards it, but set-up has never seen it: its users are asked for"
                        + " a code only by the required action, if that is on.",
                "Run set-up with \"clientId\": " + SetupValues.quoted(id)
                        + " and \"adopt\": true; look first with ?dryRun=true.");
    }

    private static Finding disabled(ClientModel client) {
        return Finding.of(
                FindingId.SIGN_IN_STOPPED,
                "client " + client.getClientId(),
                "The client is disabled, so nobody can sign in to AWS.",
                "Enable it in its settings, unless it is off on purpose.");
    }
}
