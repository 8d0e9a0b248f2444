package io.github.keycloakawsmfa.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.device.ledger.SecretEncodings;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.totp.Base32;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** What must be in no answer and no log, whatever was sent. */
final class Secrets {

    /** Names of Java's classes, and what stands in a stack trace. */
    private static final Pattern INSIDE =
            Pattern.compile("(?m)^\\s+at [\\w.$]+\\(|Caused by:|\\b(?:java|jakarta|javax)\\.[a-z]+\\.|"
                    + "\\borg\\.(?:keycloak|hibernate|jboss|infinispan)\\.[a-z]|com\\.fasterxml|io\\.(?:quarkus|vertx|netty)\\.|"
                    + "io\\.github\\.keycloakawsmfa|FreeMarker|[a-z]Exception\\b");

    private final List<String> all = new ArrayList<>();

    private Secrets() {}

    /** The secrets of their devices, in every way to write them, their passwords, and the key that seals the realm's devices. */
    static Secrets of(TestRealm realm, List<Person> people) {
        Secrets secrets = new Secrets();
        people.forEach(person -> {
            secrets.addKey(person.phone().key());
            secrets.and(person.user().password());
        });
        for (JsonNode provider : realm.admin().get("/components?type=org.keycloak.keys.KeyProvider")) {
            if (provider.get("name").asText().equals("virtual-mfa")) {
                String sealing =
                        Tables.of(realm).componentConfig(provider.get("id").asText(), "secret");
                secrets.and(sealing);
                secrets.addKey(Base64.getUrlDecoder().decode(sealing));
            }
        }
        return secrets;
    }

    private void addKey(byte[] key) {
        all.addAll(SecretEncodings.of(key, Base32.encode(key)));
    }

    void and(String token) {
        all.add(token);
    }

    /** @param what was asked, for the failure */
    void areNotIn(String what, int status, String answer) {
        assertThat(status).as("%s answered: %s", what, answer).isLessThan(500);
        assertThat(INSIDE.matcher(answer).results().map(found -> found.group()).toList())
                .as("%s answered %s: %s", what, status, answer)
                .isEmpty();
        assertThat(all).as("in the answer of %s", what).noneMatch(answer::contains);
    }

    void areNotInLog(String log) {
        assertThat(all).as("in the log").noneMatch(log::contains);
    }
}
