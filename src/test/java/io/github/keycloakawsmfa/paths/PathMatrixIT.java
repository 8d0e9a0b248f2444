package io.github.keycloakawsmfa.paths;

import static io.github.keycloakawsmfa.paths.PathToAws.Code.ASKED;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.BEFORE;
import static io.github.keycloakawsmfa.paths.PathToAws.Code.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.Traveller;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every path of Keycloak's that can end in a SAML response for AWS: tried without a code, tried with nothing but the gate in the way, and,
 * where it should work, walked with a code. README shows the rows with their result.
 */
class PathMatrixIT {

    /** The rows. What a path does stands in the class that its walk names. */
    static final List<PathToAws> ROWS = List.of(
            new PathToAws("IdP-initiated sign-in", ASKED, DirectPaths::idpInitiated),
            new PathToAws("SP-initiated sign-in, HTTP-POST", ASKED, DirectPaths::spInitiatedByPost),
            new PathToAws("SP-initiated sign-in, HTTP-Redirect", ASKED, DirectPaths::spInitiatedByRedirect),
            new PathToAws("SSO cookie of another client", ASKED, DirectPaths::ssoCookie),
            new PathToAws("IsPassive", BEFORE, DirectPaths::passive));

    /** With the token exchange that makes SAML assertions, which is off by default. */
    @RegisterExtension
    static final KeycloakServer server = KeycloakServer.with("--features=token-exchange,admin-fine-grained-authz:v1")
            .build();

    @RegisterExtension
    static final AwsSide aws = AwsSide.of(TestRealm.on(server, PathMatrixIT::doorsOpen));

    @RegisterExtension
    static final TestRealm home = TestRealm.on(server, realm -> {});

    private static int count;

    private Scene scene;

    private static void doorsOpen(ObjectNode realm) {
        realm.put("registrationAllowed", true).put("resetPasswordAllowed", true).put("rememberMe", true);
    }

    static Stream<Arguments> rowsWithAndWithoutDevice() {
        return ROWS.stream().flatMap(row -> Stream.of(true, false).map(device -> Arguments.of(row, device)));
    }

    static Stream<PathToAws> rows() {
        return ROWS.stream();
    }

    @AfterEach
    void asSetUpLeftIt() {
        aws.setUp();
    }

    @ParameterizedTest(name = "{0}, user with a device: {1}")
    @MethodSource("rowsWithAndWithoutDevice")
    void withoutACodeNothingReachesAws(PathToAws row, boolean device) throws Exception {
        begin(device);

        Arrival arrival = row.walk().go(scene);

        assertThat(arrival.hasAssertion()).as(arrival.toString()).isFalse();
        switch (row.code()) {
            case ASKED ->
                assertThat(arrival.asksForCode()).as(arrival.toString()).isTrue();
            case AFTER_SIGN_IN ->
                assertThat(arrival.asksToSignInAgain()).as(arrival.toString()).isTrue();
            default -> assertThat(arrival.asksForCode()).as(arrival.toString()).isFalse();
        }
    }

    /** Neither flow nor required action is there, as if an administrator had removed both. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void theGateAloneHoldsIt(PathToAws row) throws Exception {
        begin(true);
        aws.leaveTheGateAlone();

        Arrival arrival = row.walk().go(scene);

        assertThat(arrival.hasAssertion()).as(arrival.toString()).isFalse();
        assertThat(arrival.asksForCode()).as(arrival.toString()).isFalse();
        if (row.code() != NEVER) {
            assertThat(aws.refusals())
                    .as("it was the gate: " + arrival)
                    .isNotEmpty()
                    .allSatisfy(event -> {
                        assertThat(event.userId())
                                .isEqualTo(scene.traveller().user().id());
                        assertThat(event.clientId()).isNotEmpty();
                        assertThat(event.details()).containsKeys("reason", "path");
                    });
        }
        assertThat(aws.realm().clientSessions(scene.traveller().user()).stream().flatMap(List::stream))
                .doesNotContain(AwsSide.CLIENT_ID);
    }

    @ParameterizedTest(name = "{0}, user with a device: {1}")
    @MethodSource("rowsWithAndWithoutDevice")
    void withACodeItLeadsThereOrNowhere(PathToAws row, boolean device) throws Exception {
        begin(device);
        if (row.code() == BEFORE) {
            aws.accepted(scene.traveller().signIn(aws.console()));
        }

        Arrival arrival = row.walk().go(scene);

        switch (row.code()) {
            case ASKED -> aws.accepted(scene.traveller().pass(arrival.page()));
            case AFTER_SIGN_IN ->
                aws.accepted(scene.traveller().pass(arrival.page().click("#kc-sign-in-again")));
            case BEFORE -> aws.accepted(arrival.page());
            case NEVER ->
                assertThat(arrival.hasAssertion()).as(arrival.toString()).isFalse();
        }
    }

    /** A user of nobody else's, with a role at AWS, at a browser without a cookie. */
    private void begin(boolean device) {
        String id = Integer.toString(++count);
        Traveller traveller = aws.traveller("user-" + id, "Admin");
        if (device) {
            aws.accepted(traveller.signIn(aws.console()));
            traveller = traveller.elsewhere();
            aws.realm().admin().post("/users/" + traveller.user().id() + "/logout", Map.of());
        }
        aws.realm().clearEvents();
        scene = new Scene(aws, home, traveller, id);
    }
}
