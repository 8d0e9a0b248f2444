package io.github.keycloakawsmfa.admin;

import io.github.keycloakawsmfa.admin.check.Check;
import io.github.keycloakawsmfa.admin.check.Finding;
import io.github.keycloakawsmfa.admin.check.FindingId;
import java.util.List;

/**
 * The Issuer that AWS has in its metadata, as far as Keycloak can know: the one of the last set-up call. It is the realm's
 * address, so another hostname makes AWS refuse everything until it has the new metadata.
 *
 * @param present as {@link AskedAt#issuer} says
 */
record KnownIssuer(String present, AwsClients clients) implements Check {

    /** Client attribute, written by {@link IssuerSetup}. */
    static final String ATTRIBUTE = "aws-mfa.issuer";

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
