package io.github.keycloakawsmfa.device.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("The first devices of a realm, on two nodes")
class FirstDevicesOnTwoNodesIT extends FirstDevices {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm keyless = TestRealm.on(cluster);

    @RegisterExtension
    static final TestRealm crowded = TestRealm.on(cluster);

    @RegisterExtension
    static final TestRealm calm = TestRealm.on(cluster);

    @Override
    TestRealm keyless() {
        return keyless;
    }

    @Override
    TestRealm crowded() {
        return crowded;
    }

    @Override
    Person placed(Person person, int number) {
        return person.at(cluster.node(1 + number % 2));
    }

    @Test
    void areTheOwnersThoughAnotherWizardWasOpenBefore() {
        Person thief = People.of(calm).newcomer();
        Page open = thief.at(cluster.node(1)).signIn();
        thief.scan(open);
        Person owner = thief.elsewhere();
        owner.at(cluster.node(2)).assign();
        calm.clock().toNextStep();

        Page late = thief.pair(open, thief.phone().pair(calm.clock().now()));

        assertThat(late.has("#virtual-mfa-assigned")).as(late.toString()).isFalse();
        assertThat(late.has("#kc-otp-login-form")).as(late.toString()).isTrue();
        assertThat(thief.events()).endsWith("UPDATE_CREDENTIAL assigned", "UPDATE_CREDENTIAL_ERROR device_exists");
        assertThat(owner.devices()).hasSize(1);
        assertThat(thief.code(late, thief.code()).has("#input-error-otp-code")).isTrue();
        assertThat(thief.code(thief.elsewhere().signIn(), owner.code())).matches(Person::atAws);
    }
}
