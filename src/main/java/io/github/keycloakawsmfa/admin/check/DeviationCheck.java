package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.call.FrontendAddress;
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
 * Plans set-up again and reports what it would change: everything that set-up ensures, now or later, is checked.
 *
 * @param basePath as in {@link FrontendAddress}
 * @param observes whether the gate only observes
 */
public record DeviationCheck(String basePath, boolean observes, RealmModel realm, AwsClients clients) implements Check {

    @Override
    public List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        ofRealm().forEach(deviation -> findings.add(deviation.finding()));
        clients.setUp().forEach(client -> ofClient(client).forEach(deviation -> findings.add(deviation.finding())));
        return findings;
    }

    /** What set-up can mend without asking, for one id or for all. */
    List<Finding> fixable(Optional<FindingId> only) {
        return run().stream().filter(finding -> isWanted(finding, only)).toList();
    }

    /**
     * Mends that. One client after another, because one may make what another needs.
     *
     * @param changed gets each client of which something was mended
     * @return what was mended
     */
    List<Finding> fix(Optional<FindingId> only, Consumer<ClientModel> changed) {
        List<Finding> fixed = new ArrayList<>(fix(ofRealm(), only));
        for (ClientModel client : clients.setUp()) {
            List<Finding> ofClient = fix(ofClient(client), only);
            if (!ofClient.isEmpty()) {
                changed.accept(realm.getClientById(client.getId()));
            }
            fixed.addAll(ofClient);
        }
        return fixed;
    }

    private static List<Finding> fix(List<Deviation> deviations, Optional<FindingId> only) {
        List<Deviation> wanted = deviations.stream()
                .filter(deviation -> isWanted(deviation.finding(), only))
                .toList();
        wanted.forEach(Deviation::fix);
        return wanted.stream().map(Deviation::finding).toList();
    }

    private static boolean isWanted(Finding finding, Optional<FindingId> only) {
        return finding.automatic() && (only.isEmpty() || only.get() == finding.id());
    }

    /** A realm in which set-up has never run is left alone. */
    private List<Deviation> ofRealm() {
        if (clients.setUp().isEmpty()) {
            return List.of();
        }
        return Deviation.ofRealm(realm.getName(), Setup.plan(Setup.ofRealm(realm)));
    }

    private List<Deviation> ofClient(ClientModel client) {
        SetupRequest again = SetupRequest.again(client.getClientId(), scope(client));
        return Deviation.ofClient(client.getClientId(), Setup.plan(Setup.ofClient(basePath, observes, realm, again)));
    }

    /** As it is: a client without its own flow is right if the realm's asks everybody. */
    private Scope scope(ClientModel client) {
        AuthenticationFlowModel browser = realm.getBrowserFlow();
        boolean everybody =
                client.getAuthenticationFlowBindingOverride(AuthenticationFlowBindings.BROWSER_BINDING) == null
                        && browser != null
                        && AwsMfaFlow.endsInCode(FlowNode.read(realm, browser));
        return everybody ? Scope.REALM : Scope.CLIENT;
    }
}
