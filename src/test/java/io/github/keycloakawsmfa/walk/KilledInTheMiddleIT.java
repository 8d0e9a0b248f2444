package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.admin.devices.Unassigned;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Form;
import io.github.keycloakawsmfa.fixture.Node;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * One request of each kind is held by a lock in the database when its node is killed: it fails, and the same request, sent again, reaches
 * the other node. {@link io.github.keycloakawsmfa.device.ledger.KilledNodeIT} looks at a code alone, more closely.
 */
@Tag("long")
@DisplayName("Of a request whose node is killed")
class KilledInTheMiddleIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofTwo();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster);

    /** Where each application asks for a device. */
    @RegisterExtension
    static final TestRealm strict = TestRealm.on(cluster);

    private static final String LIST = "#virtual-mfa-devices-form";
    private static final String ASSIGNED = "#virtual-mfa-assigned";

    private static People people;
    private static People newcomers;
    private static String later;

    /**
     * @param takesCodes whether what is sent is good once only
     * @param send with the same fields each time; tells whether the answer says that it is done
     * @param before how many devices the person has before
     * @param after how many afterwards
     */
    private record Act(String name, boolean takesCodes, BooleanSupplier send, Person person, int before, int after) {

        int devices() {
            return devicesOf(person);
        }
    }

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
        newcomers = People.of(strict);
        strict.admin().post("/aws-mfa/setup", Map.of("scope", "realm", "adopt", true));
        strict.app("app");
        later = strict.admin()
                .create(
                        "/groups",
                        Map.of("name", "later", "attributes", Map.of("aws-mfa.required-from", List.of("2999-01-01"))));
    }

    @AfterAll
    static void setRight() {
        cluster.prefer(cluster.node(1));
        realm.clock().reset();
    }

    @Test
    void nothingHasHappenedBeforeItReachesTheLedger() throws Exception {
        killed(cluster.node(1), "lock table virtual_mfa_ledger in exclusive mode", Act::before, act -> true);
    }

    /** By then the ledger has taken the code, with all that it pays for. */
    @Test
    void itHasHappenedAsAWholeBeforeItIsAnswered() throws Exception {
        killed(cluster.node(2), "lock table event_entity in exclusive mode", Act::after, act -> !act.takesCodes);
    }

    /**
     * Each is sent to that node, which is killed, and then sent again, to the other.
     *
     * @param lock what it waits for when its node is killed
     * @param devices how many its person has then
     * @param doneAgain whether what is sent again is done
     */
    private static void killed(Node node, String lock, ToIntFunction<Act> devices, Predicate<Act> doneAgain)
            throws Exception {
        cluster.prefer(node);
        List<Act> acts = acts();
        killWhileAllWait(node, lock, acts);
        SoftAssertions all = new SoftAssertions();
        try {
            for (Act act : acts) {
                all.assertThat(act.devices()).as(act.name + ": devices").isEqualTo(devices.applyAsInt(act));
                all.assertThat(act.send.getAsBoolean())
                        .as(act.name + ", sent again")
                        .isEqualTo(doneAgain.test(act));
                all.assertThat(act.devices()).as(act.name + ": devices then").isEqualTo(act.after);
            }
        } finally {
            node.start();
        }
        all.assertAll();
    }

    private static void killWhileAllWait(Node node, String lock, List<Act> acts) throws Exception {
        try (Connection holder = cluster.database().connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute(lock);
            ExecutorService browsers = Executors.newFixedThreadPool(acts.size());
            List<Future<Boolean>> answers = acts.stream()
                    .map(act -> browsers.submit(act.send::getAsBoolean))
                    .toList();
            browsers.shutdown();
            cluster.database().awaitLockWaits(acts.size());
            node.kill();
            for (int i = 0; i < acts.size(); i++) {
                assertThat(isAnswered(answers.get(i))).as(acts.get(i).name).isFalse();
            }
            holder.rollback();
        }
    }

    private static List<Act> acts() {
        Person signsIn = people.withDevice();
        Person typesTwo = people.withDevice();
        Person adds = people.withDevice();
        Person renames = people.withDevice();
        Person resyncs = people.withDevice();
        Person removes = people.withDevices(2);
        Person assigns = people.newcomer();
        Person called = people.newcomer();
        Person putsOff = newcomers.newcomer();
        strict.admin().put("/users/" + putsOff.user().id() + "/groups/" + later, Map.of());
        // All phones show two codes that were never used.
        realm.clock().advance(Duration.ofMinutes(2));
        realm.clock().toNextStep();
        Phone.Pair pair = typesTwo.codes();
        Page onlyOne = typesTwo.code(typesTwo.signIn(), typesTwo.wrongCode());
        Phone.Pair resync = resyncs.codes();
        Unassigned unassigned = Unassigned.create(realm.admin(), Unassigned.devices(called.user()), "phone");
        Map<String, String> enable =
                Unassigned.body(unassigned.phone().pair(realm.clock().now()));
        String enabling = Unassigned.devices(called.user()) + "/" + unassigned.id() + "/enable";
        return List.of(
                new Act(
                        "code",
                        true,
                        submit(signsIn.signIn().form("#kc-otp-login-form").set("otp", signsIn.code()), Person::atAws),
                        signsIn,
                        1,
                        1),
                new Act(
                        "two codes",
                        true,
                        submit(
                                typesTwo.choosePair(onlyOne)
                                        .form("#virtual-mfa-pair-form")
                                        .set("code1", pair.code1())
                                        .set("code2", pair.code2()),
                                Person::atAws),
                        typesTwo,
                        1,
                        1),
                new Act(
                        "first device",
                        true,
                        submit(assigns.fill(assigns.signIn(), "phone"), page -> page.has(ASSIGNED)),
                        assigns,
                        0,
                        1),
                new Act(
                        "one more device",
                        true,
                        submit(
                                adds.fill(adds.openWizard(), "tablet").set("currentCode", adds.code()),
                                page -> page.has(ASSIGNED)),
                        adds,
                        1,
                        2),
                new Act(
                        "rename",
                        false,
                        submit(
                                pressed(renames, "rename-0", "#virtual-mfa-rename-form")
                                        .set("deviceName", "renamed"),
                                page -> page.text("#virtual-mfa-name-0").equals("renamed")),
                        renames,
                        1,
                        1),
                new Act(
                        "resync",
                        true,
                        submit(
                                pressed(resyncs, "resync-0", "#virtual-mfa-resync-form")
                                        .set("code1", resync.code1())
                                        .set("code2", resync.code2()),
                                page -> page.html().text().contains("This device is in sync.")),
                        resyncs,
                        1,
                        1),
                new Act(
                        "deactivate",
                        true,
                        submit(
                                pressed(removes, "deactivate-1", "#virtual-mfa-deactivate-form")
                                        .set("currentCode", removes.code()),
                                page -> page.html().text().contains("The device was deactivated.")),
                        removes,
                        2,
                        1),
                new Act(
                        "not now",
                        false,
                        putOff(putsOff.signIn(strict.signInAt("app")).form(Person.WIZARD)),
                        putsOff,
                        0,
                        0),
                new Act(
                        "enable by call",
                        true,
                        () -> realm.admin().send("POST", enabling, enable).status() == 200,
                        called,
                        0,
                        1));
    }

    private static Form pressed(Person person, String button, String form) {
        return person.openDevices().form(LIST).press("#virtual-mfa-" + button).form(form);
    }

    private static BooleanSupplier submit(Form form, Predicate<Page> done) {
        return () -> {
            Page page = form.submit();
            return page.status() == 200 && done.test(page);
        };
    }

    private static BooleanSupplier putOff(Form wizard) {
        return () -> wizard.press("#virtual-mfa-not-now").uri().toString().startsWith(TestRealm.APP.toString());
    }

    private static boolean isAnswered(Future<Boolean> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static int devicesOf(Person person) {
        try (Connection connection = cluster.database().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from credential where type = 'virtual-mfa' and user_id = '"
                                + person.user().id() + "'")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
