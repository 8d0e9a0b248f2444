package io.github.keycloakawsmfa.walk;

import io.github.keycloakawsmfa.demo.AwsSignIn;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A realm that the plugin's set-up has prepared for AWS: for the stand-in, which runs in the tests' JVM and lives in the server's time.
 * Keycloak knows the stand-in by address only, so it may well run in a container.
 */
final class AwsRealm implements AutoCloseable {

    static final String ACCOUNT = "123456789012";

    private final TestRealm realm;
    private final AwsSignIn aws;
    private final String client;

    private AwsRealm(TestRealm realm, AwsSignIn aws) {
        this.realm = realm;
        this.aws = aws;
        realm.admin()
                .post(
                        "/aws-mfa/setup",
                        Map.of(
                                "accounts", Map.of(ACCOUNT, List.of("Admin", "ReadOnly")),
                                "endpoints", List.of(aws.samlEndpoint().toString())));
        this.client = realm.clientUuid("urn:amazon:webservices");
    }

    static AwsRealm of(TestRealm realm) {
        try {
            return new AwsRealm(
                    realm, AwsSignIn.start(0, realm.url(""), realm.clock().clock()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A user with these roles of the account; without any, AWS has nothing to offer. */
    TestUser user(String username, String... roles) {
        TestUser user = realm.user(username);
        for (String role : roles) {
            realm.grant(user, client, ACCOUNT + "/" + role);
        }
        return user;
    }

    TestRealm realm() {
        return realm;
    }

    AwsSignIn aws() {
        return aws;
    }

    /** The address that the demo and the README tell: where a user begins. */
    URI signIn() {
        return realm.idpInitiated("amazon-aws");
    }

    URI signOut() {
        return realm.url("/protocol/openid-connect/logout");
    }

    @Override
    public void close() {
        aws.close();
    }
}
