package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Somebody with one device or several, who signs in to an application that asks for one of our required actions. */
public final class Owner {

    static final String WIZARD = "#kc-totp-settings-form";
    static final String KEY = "#kc-totp-secret-key";

    private final TestRealm realm;
    private final Person person;
    private final List<Phone> phones = new ArrayList<>();

    private Owner(TestRealm realm, Person person) {
        this.realm = realm;
        this.person = person;
    }

    /** Somebody with so many devices, named {@code Authenticator app}, {@code phone 2}, {@code phone 3} and so on. */
    public static Owner of(TestRealm realm, People people, int devices) {
        Owner owner = new Owner(realm, people.newcomer());
        if (devices > 0) {
            owner.person.assign();
            owner.phones.add(owner.person.phone());
        }
        for (int i = 2; i <= devices; i++) {
            owner.assign("phone " + i);
        }
        realm.clock().toNextStep();
        return owner;
    }

    /** Where the unguarded application {@code app} sends its users to start an action. */
    static URI ask(TestRealm realm, String action) {
        return URI.create(realm.signInAt("app") + "&kc_action=" + action);
    }

    public Person person() {
        return person;
    }

    /** The phone of the device that was assigned as the {@code number}th, from 1 on. */
    public Phone phone(int number) {
        return phones.get(number - 1);
    }

    Phone phone() {
        return phone(1);
    }

    /** What the first phone shows. */
    String code() {
        return codeOf(phone());
    }

    public String codeOf(Phone phone) {
        return phone.codeAt(now());
    }

    /** The wizard for one more device, in a browser that has signed in with the password alone. */
    Page wizard() {
        return person.elsewhere().signIn(ask(realm, "virtual-mfa"));
    }

    /** The user's devices, in a browser that has signed in with the password alone. */
    Page devices() {
        return person.elsewhere().signIn(ask(realm, "virtual-mfa-devices"));
    }

    /** Assigns one more device; what was typed for it is used up. */
    Phone assign(String name) {
        realm.clock().advance(Duration.ofSeconds(30));
        Page wizard = wizard();
        Phone phone = Phone.of(wizard.text(KEY));
        fill(wizard, name, phone).set("currentCode", code()).submit().element("#virtual-mfa-assigned");
        phones.add(phone);
        return phone;
    }

    /** Fills in the wizard but for what pays: the secret key of the page is in this phone. */
    Form fill(Page wizard, String name, Phone phone) {
        Phone.Pair pair = phone.pair(now());
        return wizard.form(WIZARD)
                .set("deviceName", name)
                .set("code1", pair.code1())
                .set("code2", pair.code2());
    }

    /** As {@link #fill(Page, String, Phone)}, with a phone for this page alone. */
    Form fill(Page wizard, String name) {
        return fill(wizard, name, Phone.of(wizard.text(KEY)));
    }

    /** Waits for codes that were never typed. */
    public void nextStep() {
        realm.clock().toNextStep();
    }

    /** Twenty wrong codes, typed at the code page over some hours: a single code does not count any more. */
    void needPair() {
        for (int i = 0; i < 20; i++) {
            person.phone(phone());
            Person thief = person.elsewhere();
            thief.code(thief.signIn(), thief.wrongCode());
            realm.clock().advance(Duration.ofMinutes(16));
        }
    }

    /** The names of the user's devices, as they were assigned. */
    List<String> names() {
        return person.devices().stream()
                .map(device -> device.get("userLabel").asText())
                .toList();
    }

    /** The last of the user's events, {@code TYPE error reason}. */
    String lastEvent() {
        var event = person.lastEvent();
        return event.type() + " " + event.error() + " " + event.details().get("reason");
    }

    private Instant now() {
        return realm.clock().now();
    }
}
