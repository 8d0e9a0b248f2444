package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.call.FrontendAddress;
import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.setup.ClientSetting;
import io.github.keycloakawsmfa.admin.setup.Setup;
import io.github.keycloakawsmfa.admin.setup.SetupPlan.Kind;
import java.util.List;
import java.util.Set;

/**
 * The Issuer in AWS's metadata, as far as Keycloak can know: that of the last set-up call. It is the realm's address,
 * so after a change of hostname AWS refuses everything until it has the new metadata.
 *
 * @param present from {@link FrontendAddress#issuer}
 */
record IssuerCheck(String present, AwsClients clients) implements Check {

    @Override
    public List<Finding> run() {
        return clients.setUp().stream()
                .filter(client -> !ClientSetting.attribute(client, Setup.ISSUER).isBlank())
                .filter(client -> !ClientSetting.attribute(client, Setup.ISSUER).equals(present))
                .map(client -> Finding.of(
                        FindingId.ISSUER_CHANGED,
                        "client " + client.getClientId(),
                        "Responses come from " + present + ", but at the last set-up call it was "
                                + ClientSetting.attribute(client, Setup.ISSUER)
                                + ": AWS refuses an Issuer that is not in its metadata.",
                        "GET metadata, give it to AWS in every account, and run set-up again."))
                .toList();
    }

    /** Each set-up call notes the present Issuer. */
    @Override
    public boolean isOvertakenBy(Set<Kind> kinds) {
        return true;
    }
}
