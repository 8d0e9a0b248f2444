package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.WrongCodes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Keycloak's brute-force protection, at the forms that change devices")
class DeviceFormsBruteForceIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json ->
            json.put("bruteForceProtected", true).put("failureFactor", 3).put("quickLoginCheckMilliSeconds", 0));

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wizard", "deactivate", "resync"})
    void countsEachWrongCodeAndItsLockHoldsBeforeACodeIsLookedAt(String door) {
        Person owner = people.withDevices(2);
        realm.clock().toNextStep();
        Page page = door.equals("wizard")
                ? owner.openWizard()
                : owner.openDevices().form("#virtual-mfa-devices-form").press("#virtual-mfa-" + door + "-1");
        for (int i = 1; i <= 3; i++) {
            int wrong = i;
            page = wrong(owner, fill(owner, page, door), door).submit();
            assertThat(WrongCodes.of(realm, owner, count -> count.failures() >= wrong)
                            .failures())
                    .isEqualTo(wrong);
        }
        WrongCodes locked = new WrongCodes(3, 3, true);
        assertThat(WrongCodes.of(realm, owner, locked::equals)).isEqualTo(locked);
        Form right = fill(owner, page, door);
        page = right.submit();
        String type = door.equals("deactivate") ? "REMOVE" : "UPDATE";
        assertThat(owner.lastEventText()).isEqualTo(type + "_CREDENTIAL_ERROR user_temporarily_disabled locked");
        assertThat(page.text("[id^=input-error]")).isEqualTo("Invalid authenticator code.");
        assertThat(owner.deviceNames()).hasSize(2);

        realm.admin()
                .delete("/attack-detection/brute-force/users/" + owner.user().id());
        page = fill(owner, page, door).submit();
        assertThat(page.has("[id^=input-error]"))
                .as("it was not spent: " + page)
                .isFalse();
    }

    private static Form fill(Person owner, Page page, String door) {
        if (door.equals("wizard")) {
            return owner.fill(page, "tablet").set("currentCode", owner.code());
        }
        if (door.equals("deactivate")) {
            return page.form("#virtual-mfa-deactivate-form").set("currentCode", owner.code());
        }
        Phone.Pair pair = owner.phone(2).pair(realm.clock().now());
        return page.form("#virtual-mfa-resync-form").set("code1", pair.code1()).set("code2", pair.code2());
    }

    private static Form wrong(Person owner, Form form, String door) {
        return form.set(door.equals("resync") ? "code2" : "currentCode", owner.wrongCode());
    }
}
