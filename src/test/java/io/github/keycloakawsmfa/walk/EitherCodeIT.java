package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The step for both codes is a second factor of any application, and no more")
class EitherCodeIT {

    private static final String STEP = "virtual-mfa-or-otp-form";
    private static final String CODE = "#kc-otp-login-form";
    private static final String OURS = "#virtual-mfa-code-help";

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static final TestRealm realm = aws.realm();

    private static People people;

    @BeforeAll
    static void flows() {
        people = People.of(realm);
        realm.app("app");
        realm.admin().post("/aws-mfa/setup", Map.of("migration", Map.of("stepForBoth", true)));
        Flow.make(realm, "by-name").step("auth-username-form", "REQUIRED").step(STEP, "REQUIRED");
        Flow forms =
                Flow.make(realm, "step-up").step("auth-cookie", "ALTERNATIVE").subflow("step-up-forms", "ALTERNATIVE");
        level(forms, 1, "36000", "auth-username-password-form");
        level(forms, 2, "0", STEP);
        byFlow("named", "by-name");
        byFlow("stepped", "step-up");
        // Keycloak checks its codes by the machine's clock (26.7.3, TimeBasedOTP).
        realm.change(json -> json.put("otpPolicyLookAheadWindow", 10));
    }

    private static void level(Flow forms, int level, String maxAge, String authenticator) {
        forms.subflow("step-up-" + level, "CONDITIONAL")
                .step(
                        "conditional-level-of-authentication",
                        Map.of("loa-condition-level", Integer.toString(level), "loa-max-age", maxAge))
                .step(authenticator, "REQUIRED");
    }

    private static void byFlow(String client, String alias) {
        String path = "/clients/" + realm.app(client);
        ObjectNode json = (ObjectNode) realm.admin().get(path);
        for (JsonNode flow : realm.admin().get("/authentication/flows")) {
            if (flow.get("alias").asText().equals(alias)) {
                json.putObject("authenticationFlowBindingOverrides")
                        .put("browser", flow.get("id").asText());
            }
        }
        json.withObject("/attributes").put("acr.loa.map", "{\"1\":1,\"2\":2}");
        realm.admin().put(path, json);
    }

    @Test
    @DisplayName("Behind a first factor that proves nothing, a code counts, and is no evidence for AWS")
    void behindAnyFirstFactor() {
        Person person = people.withDevice();
        Page code = person.browser()
                .open(realm.signInAt("named"))
                .form("#kc-form-login")
                .set("username", person.user().username())
                .submit();
        assertThat(code.has(OURS)).isTrue();
        code = person.code(code, person.wrongCode());
        assertThat(code.text("#input-error-otp-code")).startsWith("This code is not valid");
        assertThat(person.code(code)).matches(EitherCodeIT::atApp);

        Page aws = person.browser().open(EitherCodeIT.aws.console());
        assertThat(Person.atAws(aws)).isFalse();
        assertThat(EitherCodeIT.aws.refusals()).isEmpty();
    }

    @Test
    @DisplayName("A step-up asks for a code, whatever was typed before")
    void stepUp() {
        Person person = people.withDevice();
        aws.accepted(person.signInWithCode(aws.console()));
        URI level2 = URI.create(realm.signInAt("stepped") + "&acr_values=2");

        Page page = person.browser().open(level2);
        if (page.has("#kc-form-login")) {
            page = person.password(page);
        }
        assertThat(page.has(OURS)).isTrue();
        assertThat(person.code(page)).matches(EitherCodeIT::atApp);
        Page again = person.browser().open(level2);
        assertThat(again.has(OURS)).as(again.toString()).isTrue();
        assertThat(person.code(again)).matches(EitherCodeIT::atApp);
    }

    @Test
    @DisplayName("Where the device is taken away while its page is open, Keycloak's own code is asked for")
    void takenAway() {
        Person person = people.withBuiltInCodes();
        people.mayUseAws(person.user());
        Phone builtIn = person.phone();
        aws.accepted(person.signInWithCode(aws.console()));
        Person thief = person.elsewhere();
        Page page = thief.signIn(realm.signInAt("app"));
        assertThat(page.has(OURS)).isTrue();

        String devices = "/aws-mfa/users/" + person.user().id() + "/devices";
        realm.admin()
                .delete(devices + "/"
                        + realm.admin().get(devices).get(0).get("id").asText());
        page = thief.code(page, "000000");
        assertThat(page.has(CODE) && !page.has(OURS) && !page.has(Person.WIZARD))
                .as(page.toString())
                .isTrue();
        assertThat(thief.code(page, builtIn.codeAt(realm.clock().now().plusSeconds(60))))
                .matches(EitherCodeIT::atApp);
    }

    private static boolean atApp(Page page) {
        return page.uri().toString().startsWith(TestRealm.APP.toString());
    }
}
