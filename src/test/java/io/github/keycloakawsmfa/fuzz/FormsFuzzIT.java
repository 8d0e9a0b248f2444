package io.github.keycloakawsmfa.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With texts of all kinds, in the fields that it has and in those of the other pages. For long ones see HugeInputIT. */
@Tag("fuzz")
@DisplayName("Every form of the plugin's pages, whatever is posted to it,")
class FormsFuzzIT {

    /** For each page, with seeds that never change. */
    private static final int ROUNDS = 8;

    /** How often each page is posted, if it comes again. */
    private static final int POSTS = 8;

    /** Of all pages. */
    private static final Set<String> FIELDS = new LinkedHashSet<>(List.of(
            "go",
            "open",
            "otp",
            "code1",
            "code2",
            "code3",
            "deviceName",
            "ticket",
            "currentCode",
            "currentCode2",
            "currentCode3",
            "selectedCredentialId",
            "logout-sessions",
            "oneCode",
            "twoCodes",
            "threeCodes"));

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static People people;
    private static Person owner;
    private static Person bystander;
    private static Secrets secrets;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
        owner = people.withDevices(2);
        bystander = people.withDevice();
        realm.admin().post("/aws-mfa/setup", Map.of("scope", "realm", "adopt", true));
        secrets = Secrets.of(realm, List.of(owner, bystander));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"code", "wizard", "wizard for one more", "devices", "rename", "resync", "deactivate", "not now"})
    void answersWithoutAFaultAndChangesNothingElse(String name) {
        Supplier<Page> opened = page(name);
        FuzzRun.of(ROUNDS, input -> {
            Page page = opened.get();
            for (int post = 0; post < POSTS && isOurs(page); post++) {
                page = post(page, input);
                secrets.areNotIn(name + ", " + page.uri(), page.status(), page.source());
            }
        });

        assertThat(owner.devices()).hasSize(2);
        assertThat(bystander.deviceNames()).containsExactly("Authenticator app");
        assertThat(Person.atAws(bystander.elsewhere().code(bystander.elsewhere().signIn())))
                .isTrue();
        realm.admin().post("/aws-mfa/users/" + owner.user().id() + "/unlock", Map.of());
        assertThat(Person.atAws(owner.elsewhere().code(owner.elsewhere().signIn())))
                .isTrue();
        secrets.areNotInLog(realm.server().log());
    }

    private static Supplier<Page> page(String name) {
        return switch (name) {
            case "code" -> () -> owner.elsewhere().signIn();
            case "wizard" -> () -> people.newcomer().signIn();
            case "wizard for one more" -> () -> signedIn(realm.actionAt("app", "virtual-mfa"));
            case "not now" -> FormsFuzzIT::notNow;
            case "devices" -> FormsFuzzIT::devices;
            default -> () -> devices().form("#virtual-mfa-devices-form").press("#virtual-mfa-" + name + "-0");
        };
    }

    private static Page devices() {
        return signedIn(realm.actionAt("app", "virtual-mfa-devices"));
    }

    private static Page signedIn(URI address) {
        realm.admin().post("/aws-mfa/users/" + owner.user().id() + "/unlock", Map.of());
        Person again = owner.elsewhere();
        return again.code(again.signIn(address));
    }

    private static Page notNow() {
        Person newcomer = people.newcomer();
        String group = realm.admin()
                .create(
                        "/groups",
                        Map.of(
                                "name",
                                newcomer.user().username(),
                                "attributes",
                                Map.of("aws-mfa.required-from", List.of("2999-01-01"))));
        realm.admin().put("/users/" + newcomer.user().id() + "/groups/" + group, Map.of());
        Page page = newcomer.signIn(realm.signInAt("app"));
        page.element("#virtual-mfa-not-now");
        return page;
    }

    /** Not at Keycloak's own page, nor where the sign-in ends. */
    private static boolean isOurs(Page page) {
        return page.status() == 200
                && form(page) != null
                && page.html()
                        .select("#kc-form-login, input[name=SAMLResponse]")
                        .isEmpty();
    }

    private static Element form(Page page) {
        return page.html().selectFirst("form[method=post][action*=login-actions]");
    }

    private static Page post(Page page, HostileInput input) {
        Element form = form(page);
        List<String> fields = new ArrayList<>();
        for (Element control : form.select("input, button, textarea")) {
            String name = control.attr("name");
            // A page that has any button's name, as of the one that cancels, takes nothing else.
            boolean sent = control.is("button") ? input.oneIn(6) : !input.oneIn(6);
            if (sent && !name.isEmpty() && !name.equals("cancel-aia")) {
                fields.add(name + "=" + (input.oneIn(2) ? input.inForm() : encode(control.val())));
            }
        }
        List<String> names = List.copyOf(FIELDS);
        for (int more = 0; more < 3; more++) {
            fields.add((input.oneIn(10) ? input.inForm() : input.oneOf(names)) + "=" + input.inForm());
        }
        page.browser().language(input.language()).userAgent(input.header() + "x");
        String action = form.absUrl("action");
        URI target = URI.create(
                input.oneIn(8) ? action + "&" + encode(input.header()) + "=" + encode(input.header()) : action);
        return page.browser().post(target, String.join("&", fields));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
