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
 * @param sessions the longest session that a role allows, 1 to 12 hours
 */
public record AwsAccount(String id, List<RolePair> pairs, String metadata, TrustPolicy trust, Duration sessions) {

    /** A role's MaxSessionDuration is at least an hour. */
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
     * The roles with a name. Role names are unique in an IAM account, regardless of case and path; more than one is a
     * mistake that no template can create.
     */
    public List<FederatedRole> rolesNamed(String name) {
        return roles().stream()
                .filter(role -> role.name().equalsIgnoreCase(name))
                .toList();
    }
}
