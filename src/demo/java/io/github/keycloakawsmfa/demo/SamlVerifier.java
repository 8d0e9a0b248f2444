package io.github.keycloakawsmfa.demo;

import com.onelogin.saml2.exception.ValidationError;
import io.github.keycloakawsmfa.demo.SamlCheck.Accepted;
import java.security.PrivateKey;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.xml.xpath.XPathExpressionException;

/**
 * Checks a SAML response as AWS documents it: {@link ResponseVerifier}, AWS's own rules by {@link AwsRules}, and whether any role's
 * trust policy lets it in.
 */
public final class SamlVerifier {

    private final ResponseVerifier responses;
    private final Optional<String> partition;
    private final AwsAccounts accounts;

    /** As an account does that was set up by README. */
    SamlVerifier(String endpoint, Supplier<IdentityProvider> provider, Clock clock) {
        this(
                SignInEndpoints.local(endpoint),
                provider,
                clock,
                new AwsAccounts(ReadmePolicy.strict(Set.of(endpoint))),
                Optional.empty());
    }

    /** @param decryption the private key that IAM's provider was given; without one, nothing encrypted is read */
    public SamlVerifier(
            SignInEndpoints endpoints,
            Supplier<IdentityProvider> provider,
            Clock clock,
            AwsAccounts accounts,
            Optional<PrivateKey> decryption) {
        this.responses = new ResponseVerifier(endpoints, provider, clock, decryption);
        this.partition = endpoints.partition();
        this.accounts = accounts;
    }

    /** What AWS makes of this Base64 text. */
    public SamlCheck check(String samlResponse) {
        try {
            Accepted accepted = read(samlResponse);
            accounts.requireSomeRole(accepted);
            return accepted;
        } catch (Refusal e) {
            return e.rejected();
        }
    }

    /** All but the trust policies. */
    Accepted read(String samlResponse) throws Refusal {
        try {
            return new AwsRules(responses.verified(samlResponse), partition).accept();
        } catch (XPathExpressionException | ValidationError | DateTimeException e) {
            throw new Refusal(AwsError.INVALID_RESPONSE, String.valueOf(e.getMessage()));
        }
    }

    AwsAccounts accounts() {
        return accounts;
    }
}
