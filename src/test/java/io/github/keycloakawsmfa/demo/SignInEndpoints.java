package io.github.keycloakawsmfa.demo;

import java.util.Optional;
import java.util.Set;

/**
 * Where one AWS partition takes SAML responses.
 *
 * @param partition of which ARNs must be; empty where any will do, as at the stand-in on this computer
 * @param urls every endpoint, regional ones too: the Recipient must be among them
 * @param audience the entity id of AWS there
 */
public record SignInEndpoints(Optional<String> partition, Set<String> urls, String audience) {

    public SignInEndpoints {
        urls = Set.copyOf(urls);
    }

    /** The stand-in's one. */
    static SignInEndpoints local(String url) {
        return new SignInEndpoints(Optional.empty(), Set.of(url), AwsRules.AUDIENCE);
    }
}
