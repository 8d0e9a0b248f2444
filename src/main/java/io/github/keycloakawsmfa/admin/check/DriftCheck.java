package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.call.AskedAt;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.setup.AwsMfaFlow;
import io.github.keycloakawsmfa.admin.setup.FlowNode;
import io.github.keycloakawsmfa.admin.setup.Scope;
import io.github.keycloakawsmfa.admin.setup.Setup;
import io.github.keycloakawsmfa.admin.setup.SetupRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.keycloak.models.AuthenticationFlowBindings;
import org.keycloak.models.AuthenticationFlowModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/**
 * Plans set-up once more and tells what it would change: what set-up ensures is checked, whatever that comes to be.
 *
 * @param basePath as in {@link AskedAt}
 * @param observes whether the gate only observes
 */
public record DriftCheck(String basePath, boolean observes, RealmModel realm, AwsClients clients) implements Check {

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        ofRealm().forEach(drift -> findings.add(drift.finding()));
        clients.setUp().forEach(client -> ofClient(client).forEach(drift -> findings.add(drift.finding())));
        return findings;
    }

    /** What set-up can mend without a question, of one id or of all. */
    List<Finding> mendable(Optional<FindingId> only) {
        return look().stream().filter(finding -> isWanted(finding, only)).toList();
    }

    /**
     * Mends that. Client after client, for what one needs another may have made.
     *
     * @param changed is given each client of which something was mended
     * @return what was mended
     */
    List<Finding> mend(Optional<FindingId> only, Consumer<ClientModel> changed) {
        List<Finding> mended = new ArrayList<>(mend(ofRealm(), only));
        for (ClientModel client : clients.setUp()) {
            List<Finding> ofClient = mend(ofClient(client), only);
            if (!ofClient.isEmpty()) {
                changed.accept(realm.getClientById(client.getId()));
            }
            mended.addAll(ofClient);
        }
        return mended;
    }

    private static List<Finding> mend(List<Drift> drifts, Optional<FindingId> only) {
        List<Drift> wanted =
                drifts.stream().filter(drift -> isWanted(drift.finding(), only)).toList();
        wanted.forEach(Drift::mend);
        return wanted.stream().map(Drift::finding).toList();
    }

    private static boolean isWanted(Finding finding, Optional<FindingId> only) {
        return finding.automatic() && (only.isEmpty() || only.get() == finding.id());
    }

    /** A realm in which set-up has never run is left alone. */
    private List<Drift> ofRealm() {
        if (clients.setUp().isEmpty()) {
            return List.of();
        }
        return Drift.ofRealm(realm.getName(), Setup.plan(Setup.ofRealm(realm)));
    }

    private List<Drift> ofClient(ClientModel client) {
        SetupRequest again = SetupRequest.again(client.getClientId(), scope(client));
        return Drift.ofClient(client.getClientId(), Setup.plan(Setup.ofClient(basePath, observes, realm, again)));
    }

    /** As it is: a client without a flow of its own is right where the realm's asks everybody. */
    private Scope scope(ClientModel client) {
        AuthenticationFlowModel browser = realm.getBrowserFlow();
        boolean everybody =
                client.getAuthenticationFlowBindingOverride(AuthenticationFlowBindings.BROWSER_BINDING) == null
                        && browser != null
                        && AwsMfaFlow.endsInCode(FlowNode.read(realm, browser));
        return everybody ? Scope.REALM : Scope.CLIENT;
    }
}
