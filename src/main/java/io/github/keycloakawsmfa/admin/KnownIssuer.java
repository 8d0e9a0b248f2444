package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.check.Check;
import io.github.keycloakawsmfa.admin.check.Finding;
import io.github.keycloakawsmfa.admin.check.FindingId;
import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The Issuer that AWS has in its metadata, as far as Keycloak can know: the one of the last set-up call. It is the realm's
 * address, so another hostname makes AWS refuse everything until it has the new metadata.
 *
 * @param present as {@link AskedAt#issuer} says
 */
record KnownIssuer(String present, AwsClients clients) implements Check {

    private static final String ATTRIBUTE = "aws-mfa.issuer";

    /** Keeps the present one; set-up calls it when it has done its work. */
    static void remember(KeycloakSession session, RealmModel realm, ClientModel client) {
        String present = AskedAt.of(session, realm).issuer();
        if (!ClientSetting.attribute(client, ATTRIBUTE).equals(present)) {
            client.setAttribute(ATTRIBUTE, present);
        }
    }

    @Override
    public List<Finding> look() {
        return clients.setUp().stream()
                .filter(client -> !ClientSetting.attribute(client, ATTRIBUTE).isBlank())
                .filter(client -> !ClientSetting.attribute(client, ATTRIBUTE).equals(present))
                .map(client -> Finding.of(
                        FindingId.ISSUER_CHANGED,
                        "client " + client.getClientId(),
                        "Responses come from " + present + ", and at the last set-up call it was "
                                + ClientSetting.attribute(client, ATTRIBUTE)
                                + ": AWS refuses an Issuer that is not in its metadata.",
                        "GET metadata, give it to AWS in every account, and run set-up again."))
                .toList();
    }
}
