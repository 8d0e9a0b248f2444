package io.github.keycloakawsmfa.aws.model;

import java.time.Duration;
import java.util.List;

/**
 * An AWS account as a client's assertions need it.
 *
 * @param id 12 digits
 * @param pairs of this account, at least one, each of a role with a SAML provider that vouches for its users
 * @param metadata the SAML providers' metadata document, XML
 * @param trust what each role demands
 * @param sessions how long a session of a role may be made, 1 to 12 hours
 */
public record AwsAccount(String id, List<RolePair> pairs, String metadata, TrustPolicy trust, Duration sessions) {

    /** A role's MaxSessionDuration is an hour at least. */
    public static final Duration SHORTEST_MAXIMUM = Duration.ofHours(1);

    /** The names of the SAML providers, sorted; most accounts have one. */
    public List<String> providers() {
        return pairs.stream().map(RolePair::providerName).distinct().sorted().toList();
    }

    /** Its roles, in the order of the pairs. */
    public List<FederatedRole> roles() {
        return FederatedRole.of(pairs);
    }

    /**
     * The roles that meet a name. IAM has one role of a name in an account, whatever the case and whatever the path; more
     * than one are a mistake, which no template can make true.
     */
    public List<FederatedRole> rolesNamed(String name) {
        return roles().stream()
                .filter(role -> role.name().equalsIgnoreCase(name))
                .toList();
    }
}
