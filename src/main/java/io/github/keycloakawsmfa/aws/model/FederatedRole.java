package io.github.keycloakawsmfa.aws.model;

import java.util.List;

/**
 * A role at AWS with all SAML providers that a client's role pairs name for it: a role has one trust policy, no matter
 * who vouches for its users.
 *
 * @param pairs at least one, all for one role, each with a different provider
 */
public record FederatedRole(List<RolePair> pairs) {

    /** One for each role of the pairs, in their order. */
    static List<FederatedRole> of(List<RolePair> pairs) {
        return pairs.stream()
                .map(RolePair::roleArn)
                .distinct()
                .map(role -> of(role, pairs))
                .toList();
    }

    private static FederatedRole of(String roleArn, List<RolePair> pairs) {
        return new FederatedRole(
                pairs.stream().filter(pair -> pair.roleArn().equals(roleArn)).toList());
    }

    /** Without its path. */
    public String name() {
        return pairs.get(0).roleName();
    }

    /** As IAM writes it: {@code /}, or {@code /team/ops/}. */
    public String path() {
        return pairs.get(0).rolePath();
    }

    /** As client roles spell it: {@code Admin}, or {@code team/ops/Admin}. */
    public String wholeName() {
        return (path() + name()).substring(1);
    }

    /** The ARNs of the SAML providers. */
    public List<String> providerArns() {
        return pairs.stream().map(RolePair::providerArn).toList();
    }

    List<String> providerNames() {
        return pairs.stream().map(RolePair::providerName).toList();
    }
}
