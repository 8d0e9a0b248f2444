package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.AtOnce;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Eight devices are the limit")
class DeviceLimitIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final String FULL = "You can have up to eight devices.";
    private static final int POSTS = 12;

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @Test
    void theNinthIsNotAssigned() {
        Person owner = people.withDevices(7);
        Page late = owner.openWizard();
        owner.assignAnother("phone 8");
        realm.clock().toNextStep();
        Page refused =
                owner.fill(late, "phone 9").set("currentCode", owner.code()).submit();

        assertThat(refused.text("#virtual-mfa-device-limit")).startsWith(FULL);
        assertThat(owner.lastEventText()).isEqualTo("UPDATE_CREDENTIAL_ERROR not_allowed limit_reached");
        assertThat(refused.form("#virtual-mfa-continue-form")
                        .press("#kc-continue")
                        .query("kc_action_status"))
                .contains("success");

        Page asked = owner.openWizard();
        assertThat(asked.text("#virtual-mfa-device-limit")).startsWith(FULL);
        assertThat(asked.form("#virtual-mfa-continue-form")
                        .press("#kc-continue")
                        .query("kc_action_status"))
                .contains("success");
        Page managed = owner.openWizard().form("#virtual-mfa-continue-form").press("#virtual-mfa-manage");
        assertThat(managed.text("#virtual-mfa-full")).as(managed.toString()).startsWith(FULL);
        managed = managed.form("#virtual-mfa-devices-form").press("#virtual-mfa-done");
        assertThat(managed.uri().toString()).startsWith(TestRealm.APP.toString());
        Page list = owner.openDevices();
        assertThat(list.text("#virtual-mfa-full")).startsWith(FULL);
        assertThat(list.has("#virtual-mfa-add")).isFalse();
        assertThat(owner.deviceNames()).hasSize(8);
    }

    /** Seven devices, and twelve browsers each with a right pair and a right code of its own. */
    @Test
    void ofTwelveAtOnceOneIsTheEighth() throws Exception {
        Person owner = people.withDevices(7);
        List<Page> wizards = new ArrayList<>();
        for (int i = 0; i < POSTS; i++) {
            wizards.add(owner.openWizard());
        }
        realm.clock().toNextStep();
        List<Callable<Page>> posts = new ArrayList<>();
        for (int i = 0; i < POSTS; i++) {
            Form form = owner.fill(wizards.get(i), "new " + i).set("currentCode", owner.codeOf(owner.phone(1 + i % 7)));
            posts.add(form::submit);
        }
        List<Page> pages = AtOnce.all(posts);

        assertThat(pages.stream().filter(page -> page.has("#virtual-mfa-assigned")))
                .hasSize(1);
        assertThat(pages.stream().filter(page -> page.has("#virtual-mfa-device-limit")))
                .hasSize(POSTS - 1);
        assertThat(owner.deviceNames()).hasSize(8);
        List<String> events = owner.events();
        assertThat(Collections.frequency(events, "UPDATE_CREDENTIAL assigned")).isEqualTo(8);
        assertThat(Collections.frequency(events, "UPDATE_CREDENTIAL_ERROR limit_reached"))
                .isEqualTo(POSTS - 1);
    }

    /** One code of one device, in twelve browsers: it pays once. */
    @Test
    void oneCodePaysForOne() throws Exception {
        Person owner = people.withDevices(1);
        List<Page> wizards = new ArrayList<>();
        for (int i = 0; i < POSTS; i++) {
            wizards.add(owner.openWizard());
        }
        realm.clock().toNextStep();
        List<Callable<Page>> posts = new ArrayList<>();
        for (int i = 0; i < POSTS; i++) {
            posts.add(owner.fill(wizards.get(i), "new " + i).set("currentCode", owner.code())::submit);
        }

        assertThat(AtOnce.all(posts).stream().filter(page -> page.has("#virtual-mfa-assigned")))
                .hasSize(1);
        assertThat(owner.deviceNames()).hasSize(2);
    }
}
