package io.github.keycloakawsmfa.sigv4;

import java.util.Optional;
import java.util.Set;

/**
 * The service that a server is, and the regions that it stands in. The day follows from the time of the request.
 *
 * @param service for example {@code iam}, not null
 * @param regions for example {@code us-east-1}, IAM's own wherever its caller is; not null, copied; none accepts none
 */
public record AcceptedScope(String service, Set<String> regions) {

    public AcceptedScope {
        regions = Set.copyOf(regions);
    }

    /** Empty if a signature of that scope is for this server. */
    Optional<SignatureRefusal> refusal(CredentialScope scope) {
        if (!regions.contains(scope.region())) {
            return Optional.of(SignatureRefusal.outOfScope("Credential should be scoped to a valid region."));
        }
        if (!service.equals(scope.service())) {
            return Optional.of(
                    SignatureRefusal.outOfScope("Credential should be scoped to correct service: '" + service + "'."));
        }
        return Optional.empty();
    }
}
