package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.TestRealm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("One right code, posted 50 times at once")
class ManyAtOnceIT extends ManyAtOnce {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    @Override
    TestRealm realm() {
        return realm;
    }

    @Override
    Browser placed(Browser browser, int number) {
        return browser;
    }
}
