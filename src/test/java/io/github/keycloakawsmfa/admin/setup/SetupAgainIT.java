package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A realm of which something is missing, because a hand or a cut-off call left it so: set-up makes it whole. */
@DisplayName("Set-up, run again")
class SetupAgainIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String CLIENT_ID = "urn:amazon:webservices";
    private static final Map<String, ?> BODY =
            Map.of("accounts", Map.of("123456789012", List.of("Admin", "ReadOnly")), "relayState", "");

    enum Piece {
        CLIENT(() -> realm.admin().delete("/clients/" + uuid())),
        MAPPERS(() -> client().get("protocolMappers")
                .forEach(mapper -> realm.admin()
                        .delete("/clients/" + uuid() + "/protocol-mappers/models/"
                                + mapper.get("id").asText()))),
        ROLE(() -> {
            JsonNode role = realm.admin()
                    .get("/clients/" + uuid() + "/roles?search=123456789012/ReadOnly")
                    .get(0);
            realm.admin().delete("/roles-by-id/" + role.get("id").asText());
        }),
        BINDING(() -> unbind()),
        FLOW(() -> {
            unbind();
            for (JsonNode flow : realm.admin().get("/authentication/flows")) {
                if (flow.get("alias").asText().equals("aws-mfa browser")) {
                    realm.admin()
                            .delete("/authentication/flows/" + flow.get("id").asText());
                }
            }
        }),
        ACTIONS(() -> {
            realm.admin().delete("/authentication/required-actions/virtual-mfa");
            realm.admin().delete("/authentication/required-actions/virtual-mfa-devices");
        });

        private final Runnable act;

        Piece(Runnable act) {
            this.act = act;
        }

        void takeAway() {
            act.run();
        }
    }

    @BeforeEach
    void aWholeRealm() {
        realm.admin().post("/aws-mfa/setup", BODY);
    }

    @ParameterizedTest
    @EnumSource
    void makesWhatIsMissing(Piece piece) {
        piece.takeAway();
        assertThat(changed()).as("missed").isNotEmpty();

        realm.admin().post("/aws-mfa/setup", BODY);

        assertThat(changed()).isEmpty();
        assertThat(realm.admin().get("/aws-mfa/check").at("/counts/error").asInt())
                .isZero();
    }

    /** Calls that meet may fail, and then change nothing; nothing is there twice. */
    @ParameterizedTest
    @EnumSource
    void manyAtOnceMakeItOnce(Piece piece) throws Exception {
        piece.takeAway();

        List<Integer> answers = AtOnce.times(
                6, call -> realm.admin().send("POST", "/aws-mfa/setup", BODY).status());

        assertThat(answers).contains(200).isSubsetOf(200, 409);
        assertThat(changed()).isEmpty();
        assertThat(realm.admin().get("/authentication/flows"))
                .extracting(flow -> flow.get("alias").asText())
                .containsOnlyOnce("aws-mfa browser");
        assertThat(realm.admin().get("/authentication/required-actions"))
                .extracting(action -> action.get("alias").asText())
                .containsOnlyOnce("virtual-mfa", "virtual-mfa-devices");
        assertThat(client().get("protocolMappers")).hasSize(3);
    }

    private static Stream<String> changed() {
        return realm.admin()
                .post("/aws-mfa/setup?dryRun=true", BODY)
                .get("changes")
                .valueStream()
                .filter(change -> !change.get("action").asText().equals("keep"))
                .map(JsonNode::toString);
    }

    private static String uuid() {
        return realm.clientUuid(CLIENT_ID);
    }

    private static ObjectNode client() {
        return (ObjectNode) realm.admin().get("/clients/" + uuid());
    }

    private static void unbind() {
        ObjectNode client = client();
        client.putObject("authenticationFlowBindingOverrides").put("browser", "");
        realm.admin().put("/clients/" + uuid(), client);
    }
}
