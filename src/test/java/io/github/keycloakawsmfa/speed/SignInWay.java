package io.github.keycloakawsmfa.speed;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import java.net.URI;
import java.time.Instant;

/**
 * One way in: an application, and what it asks for after the password.
 *
 * @param address where the sign-in begins
 * @param ours whether that is a code of a device; else one of Keycloak's own
 */
record SignInWay(String name, URI address, boolean ours) {

    /** Somebody who can go it. */
    Person person(People people) {
        return ours ? people.withDevice() : people.withBuiltInCodes();
    }

    /** What that person's phone shows. Keycloak's own codes do not follow its clock (26.7.3, TimeBasedOTP.Clock). */
    String code(Person person) {
        return ours ? person.code() : person.phone().codeAt(Instant.now());
    }

    /** Whether the page leads to the application. */
    boolean arrived(Page page) {
        return SamlPost.isOn(page) || page.query("code").isPresent();
    }

    @Override
    public String toString() {
        return name;
    }
}
