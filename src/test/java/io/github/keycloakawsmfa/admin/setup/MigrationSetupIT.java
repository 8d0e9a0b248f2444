package io.github.keycloakawsmfa.admin.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Set-up of a realm that migrates")
class MigrationSetupIT {

    private static final String OTP = "auth-otp-form";
    private static final String OURS = "virtual-mfa-form";
    private static final String EITHER = "virtual-mfa-or-otp-form";
    private static final String APP = "app";
    private static final Map<String, Object> AT_NEXT_CODE = Map.of("atNextCode", true);

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @RegisterExtension
    static final TestRealm reusing = TestRealm.create();

    @Test
    @DisplayName("A user is asked once, at AWS and at an application, before and after the move, and set-up undoes it")
    void asksOnce() {
        realm.clock().startedAgo(Duration.ofMinutes(10));
        People people = People.of(realm);
        realm.app(APP);
        Person person = people.withBuiltInCodes();
        people.mayUseAws(person.user());
        Person atAppFirst = people.withBuiltInCodes();
        List<String> before = steps("browser");
        assertThat(before).contains(OTP + " ALTERNATIVE");
        assertThat(steps("aws-mfa browser")).contains(OTP + " ALTERNATIVE", OURS + " REQUIRED");

        // What was set up in the same second counts as later.
        realm.clock().advance(Duration.ofSeconds(1));
        JsonNode dry = setUp("?dryRun=true", AT_NEXT_CODE);
        assertThat(dry.toString()).contains("aws-mfa.migrate-otp", OTP + " -> " + EITHER);
        assertThat(steps("browser")).isEqualTo(before);
        setUp("", AT_NEXT_CODE);
        assertThat(Instant.parse(attribute())).isBeforeOrEqualTo(realm.clock().now());
        assertThat(steps("aws-mfa browser"))
                .contains(EITHER + " ALTERNATIVE", OURS + " REQUIRED")
                .doesNotContain(OTP + " ALTERNATIVE");
        assertThat(steps("browser")).containsExactlyElementsOf(replaced(before));
        String since = attribute();
        realm.clock().advance(Duration.ofSeconds(1));
        assertThat(changed(setUp("", AT_NEXT_CODE))).as("again").isEmpty();
        assertThat(attribute()).isEqualTo(since);
        assertThat(steps("browser")).containsExactlyElementsOf(replaced(before));

        assertThat(person.code(person.signIn(), person.code())).matches(Person::atAws);
        Person elsewhere = person.elsewhere();
        realm.clock().toNextStep();
        assertThat(elsewhere.code(elsewhere.signIn(realm.signInAt(APP)), elsewhere.code()))
                .matches(MigrationSetupIT::atApp);
        assertThat(atAppFirst.code(atAppFirst.signIn(realm.signInAt(APP)), atAppFirst.code()))
                .matches(MigrationSetupIT::atApp);
        assertThat(people.newcomer().signIn(realm.signInAt(APP))).matches(MigrationSetupIT::atApp);
        assertThat(people.newcomer().signIn().has(Person.WIZARD)).isTrue();

        setUp("", Map.of("atNextCode", false));
        assertThat(attribute()).as("it is kept").isEqualTo(since);
        realm.clock().toNextStep();
        Person moved = person.elsewhere();
        assertThat(moved.signIn(realm.signInAt(APP)).has("#kc-otp-login-form")).isTrue();
        setUp("", Map.of("stepForBoth", false));
        assertThat(steps("browser")).isEqualTo(before);
        assertThat(steps("aws-mfa browser")).contains(OTP + " ALTERNATIVE", OURS + " REQUIRED");
    }

    @Test
    @DisplayName("Where codes may be used again, it refuses, and says what to do")
    void reusable() {
        People.of(reusing);
        // Keycloak reads a policy only whole.
        reusing.change(json -> json.put("otpPolicyCodeReusable", true));
        JsonNode answer = reusing.admin()
                .send("POST", "/aws-mfa/setup", Map.of("migration", Map.of("atNextCode", true)))
                .json();
        assertThat(answer.toString()).contains("aws-mfa.migrate-otp", "nothing tells which ones Keycloak has accepted");
        assertThat(reusing.admin().get("").at("/attributes/aws-mfa.migrate-otp").isMissingNode())
                .isTrue();
    }

    private static boolean atApp(Page page) {
        return page.uri().toString().startsWith(TestRealm.APP.toString());
    }

    private static JsonNode setUp(String query, Map<String, Object> migration) {
        return realm.admin().post("/aws-mfa/setup" + query, Map.of("migration", migration));
    }

    private static List<String> replaced(List<String> steps) {
        return steps.stream().map(step -> step.replace(OTP, EITHER)).toList();
    }

    private static List<String> changed(JsonNode answer) {
        return SetupChanges.lines(answer).stream()
                .filter(line -> !line.startsWith("keep "))
                .toList();
    }

    private static String attribute() {
        return realm.admin().get("").at("/attributes/aws-mfa.migrate-before").asText();
    }

    /** Name and requirement of each step. */
    private static List<String> steps(String flow) {
        return StreamSupport.stream(
                        realm.admin()
                                .get("/authentication/flows/" + flow.replace(" ", "%20") + "/executions")
                                .spliterator(),
                        false)
                .filter(step -> step.hasNonNull("providerId"))
                .map(step -> step.get("providerId").asText() + " "
                        + step.get("requirement").asText())
                .toList();
    }
}
