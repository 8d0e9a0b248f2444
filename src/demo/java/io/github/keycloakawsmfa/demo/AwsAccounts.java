package io.github.keycloakawsmfa.demo;

import io.github.keycloakawsmfa.demo.SamlCheck.Accepted;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What stands in the AWS accounts: roles with their trust policies and longest sessions, and SAML providers. */
public final class AwsAccounts {

    /** The longest that IAM lets a role have; the roles here have it unless told otherwise. */
    static final Duration LONGEST = Duration.ofHours(12);

    private final Function<AwsRole, TrustPolicy> others;
    private volatile Function<AwsRole, Optional<TrustPolicy>> generated = role -> Optional.empty();
    private final Map<String, TrustPolicy> policies = new ConcurrentHashMap<>();
    private final Map<String, Duration> longest = new ConcurrentHashMap<>();
    private final Set<String> noProviders = ConcurrentHashMap.newKeySet();

    /** @param others the policy of a role that nobody gave one */
    public AwsAccounts(Function<AwsRole, TrustPolicy> others) {
        this.others = others;
    }

    /** Gives the role this trust policy. */
    public void trust(String roleArn, TrustPolicy policy) {
        policies.put(roleArn, policy);
    }

    /** Roles that {@link #trust} was not told of have these policies, where there is one. */
    void trust(Function<AwsRole, Optional<TrustPolicy>> policies) {
        generated = policies;
    }

    /** Sets the role's MaxSessionDuration. */
    public void maxSessionDuration(String roleArn, Duration duration) {
        longest.put(roleArn, duration);
    }

    /** Takes the SAML provider away. */
    public void removeProvider(String providerArn) {
        noProviders.add(providerArn);
    }

    /** Makes all roles and providers as they were. */
    public void reset() {
        policies.clear();
        longest.clear();
        noProviders.clear();
    }

    Duration maxSessionDuration(String roleArn) {
        return longest.getOrDefault(roleArn, LONGEST);
    }

    void requireProvider(String providerArn) throws Refusal {
        if (noProviders.contains(providerArn)) {
            throw new Refusal(AwsError.NO_SUCH_PROVIDER, "There is no SAML provider " + providerArn + ".");
        }
    }

    /** The trust policy must allow all that the assertion asks for, each action by itself. */
    void requireTrust(Accepted accepted, AwsRole role) throws Refusal {
        requireProvider(role.providerArn());
        TrustPolicy policy = Optional.ofNullable(policies.get(role.roleArn()))
                .or(() -> generated.apply(role))
                .orElseGet(() -> others.apply(role));
        RequestContext context = RequestContext.of(accepted, role);
        for (String action : context.actions()) {
            if (!policy.allows(action, role.providerArn(), context.keys())) {
                throw new Refusal(
                        AwsError.NOT_AUTHORIZED,
                        "The trust policy of %s does not allow %s by %s with %s."
                                .formatted(role.roleArn(), action, role.providerArn(), context.keys()));
            }
        }
    }

    /** As {@link #requireTrust}, for the console, whose sessions last as long as the assertion says. */
    void requireConsole(Accepted accepted, AwsRole role) throws Refusal {
        requireTrust(accepted, role);
        Duration most = maxSessionDuration(role.roleArn());
        if (accepted.sessionDuration()
                .filter(asked -> asked.compareTo(most) > 0)
                .isPresent()) {
            throw new Refusal(
                    AwsError.DURATION_TOO_LONG,
                    "SessionDuration is %d seconds, and %s allows %d."
                            .formatted(accepted.sessionDuration().get().toSeconds(), role.roleArn(), most.toSeconds()));
        }
    }

    /** A response that opens no role at all is turned away for the reason that the first role has. */
    void requireSomeRole(Accepted accepted) throws Refusal {
        Refusal first = null;
        for (AwsRole role : accepted.roles()) {
            try {
                requireConsole(accepted, role);
                return;
            } catch (Refusal e) {
                first = first == null ? e : first;
            }
        }
        throw first;
    }
}
