package io.github.keycloakawsmfa.benchmark;

import io.github.keycloakawsmfa.benchmark.Client.Page;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One way to sign in.
 *
 * @param name as the tables call it
 * @param start where it begins
 * @param accounts who takes it
 * @param withCode whether a code follows the password
 * @param arrived whether a page is where it ends
 */
record Kind(String name, URI start, Accounts accounts, boolean withCode, Predicate<Page> arrived) {

    /** Ends at the application, with the code that it gets tokens for. */
    static Kind oidc(String name, URI start, Accounts accounts, boolean withCode) {
        return new Kind(
                name,
                start,
                accounts,
                withCode,
                page -> page.address().toString().contains("code="));
    }

    /** Ends at the page that posts the response. */
    static Kind saml(String name, URI start, Accounts accounts, boolean withCode) {
        return new Kind(name, start, accounts, withCode, page -> page.body().contains("name=\"SAMLResponse\""));
    }

    /** At the only node. */
    void signIn(Account account) {
        signIn(account, start);
    }

    /** Signs one user in, who has no cookie; fails when it does not end where it should. */
    void signIn(Account account, URI node) {
        Client client = new Client(node);
        Page page = client.post(
                client.open(start).form(), Map.of("username", account.username(), "password", Account.PASSWORD));
        if (withCode) {
            page = client.post(page.form(), Map.of("otp", account.spend(Instant.now())));
        }
        if (!arrived.test(page)) {
            throw new FailedSignIn(name + ", " + account.username() + ": " + page);
        }
    }
}
