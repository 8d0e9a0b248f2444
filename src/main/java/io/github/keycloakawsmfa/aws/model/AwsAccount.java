package io.github.keycloakawsmfa.aws.model;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

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

    /**
     * A role at AWS with all SAML providers that a client's role pairs name for it: a role has one trust policy, no matter
     * who vouches for its users.
     *
     * @param pairs at least one, all for one role, each with a different provider
     */
    public record FederatedRole(List<RolePair> pairs) {

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

    /** The names of the SAML providers, sorted; most accounts have one. */
    public List<String> providers() {
        return pairs.stream().map(RolePair::providerName).distinct().sorted().toList();
    }

    /** Its roles, in the order of the pairs. */
    public List<FederatedRole> roles() {
        return pairs.stream()
                .collect(Collectors.groupingBy(RolePair::roleArn, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(FederatedRole::new)
                .toList();
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

    /**
     * What a template calls each of the SAML providers: unique, and the same each time.
     *
     * @param cleaned turns a name into one that the template's language accepts; two may become one
     */
    Map<String, String> providerIds(UnaryOperator<String> cleaned) {
        return ids(providers(), cleaned);
    }

    /** The same for the roles, by {@link FederatedRole#wholeName}. */
    Map<String, String> roleIds(UnaryOperator<String> cleaned) {
        return ids(roles().stream().map(FederatedRole::wholeName).toList(), cleaned);
    }

    private static Map<String, String> ids(List<String> names, UnaryOperator<String> cleaned) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String name : names) {
            String wanted = cleaned.apply(name);
            String free = wanted;
            for (int number = 2; ids.containsValue(free); number++) {
                free = wanted + number;
            }
            ids.putIfAbsent(name, free);
        }
        return ids;
    }
}
