package io.github.keycloakawsmfa.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("One right code, posted 40 times at once")
class ManyAtOnceIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final int POSTS = 40;

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
    }

    @Test
    void fromManyBrowsersLetsOneIn() throws Exception {
        Person person = people.withDevice();
        List<Page> pages = new ArrayList<>();
        for (int i = 0; i < POSTS; i++) {
            pages.add(person.elsewhere().signIn());
        }
        realm.clock().toNextStep();
        String code = person.code();
        List<Callable<Page>> posts = new ArrayList<>();
        for (Page page : pages) {
            posts.add(() -> person.code(page, code));
        }

        assertThat(atOnce(posts).stream().filter(Person::atAws)).hasSize(1);
        assertThat(Collections.frequency(person.events(), "LOGIN code_accepted"))
                .isEqualTo(1);
    }

    @Test
    void fromOnePageLetsOneIn() throws Exception {
        Person person = people.withDevice();
        Page page = person.signIn();
        URI action = page.form("#kc-otp-login-form").action();
        realm.clock().toNextStep();
        String code = person.code();
        List<Callable<Page>> posts = new ArrayList<>();
        for (int i = 0; i < POSTS; i++) {
            Browser copy = person.browser().copy();
            posts.add(() -> copy.post(action, Map.of("otp", code)));
        }

        assertThat(atOnce(posts).stream().filter(Person::atAws)).hasSize(1);
        assertThat(Collections.frequency(person.events(), "LOGIN code_accepted"))
                .isEqualTo(1);
    }

    private static List<Page> atOnce(List<Callable<Page>> posts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(posts.size());
        try {
            List<Page> pages = new ArrayList<>();
            for (Future<Page> page : threads.invokeAll(posts)) {
                pages.add(page.get());
            }
            return pages;
        } finally {
            threads.shutdownNow();
        }
    }
}
