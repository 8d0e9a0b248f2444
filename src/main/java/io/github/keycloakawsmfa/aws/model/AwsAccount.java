package io.github.keycloakawsmfa.aws.model;

import java.time.Duration;
import java.util.List;

/**
 * An AWS account as a client's assertions need it.
 *
 * @param id 12 digits
 * @param roles of this account, at least one, each with the SAML provider that vouches for its users
 * @param metadata the SAML providers' metadata document, XML
 * @param trust what each role demands
 * @param sessions how long a session of a role may be made, 1 to 12 hours
 */
public record AwsAccount(String id, List<RolePair> roles, String metadata, TrustPolicy trust, Duration sessions) {

    /** A role's MaxSessionDuration is an hour at least. */
    public static final Duration SHORTEST_MAXIMUM = Duration.ofHours(1);

    /** The names of the SAML providers, sorted; most accounts have one. */
    public List<String> providers() {
        return roles.stream().map(RolePair::providerName).distinct().sorted().toList();
    }
}
