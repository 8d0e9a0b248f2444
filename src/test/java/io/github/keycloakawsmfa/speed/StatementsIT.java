package io.github.keycloakawsmfa.speed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Requested;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What a sign-in costs the database, counted beside the same sign-in with Keycloak's own one-time codes, in a realm that saves no events.
 * Warm: all that Keycloak caches is cached. Cold: the user is not, when the password comes. What begins and ends transactions is left out,
 * and settings: each sign-in has the same one, of Keycloak's.
 */
@DisplayName("What is asked of the database")
class StatementsIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofSmallPool();

    @RegisterExtension
    static final TestRealm realm =
            TestRealm.on(cluster, json -> json.put("eventsEnabled", false).put("adminEventsEnabled", false));

    /** More than Keycloak's own codes take, which is not the same in each release: nine statements in all on 26.7.3. */
    private static final int WARM_MORE = 3;

    private static final int COLD = 14;
    private static final int AWS_MORE = 4;

    private static ComparedSignIns sides;
    private static SignIn ours;
    private static SignIn builtIn;
    private static SignIn aws;
    private static SignIn builtInSaml;

    /** One way in, gone warm and cold. */
    private record SignIn(String name, List<Requested> warm, List<Requested> cold) {

        static long count(List<Requested> requests) {
            return requests.stream()
                    .flatMap(request -> request.statements().stream())
                    .filter(statement -> !statement.toLowerCase(Locale.ROOT).startsWith("set "))
                    .count();
        }

        String table() {
            return line("warm", warm) + line("cold", cold);
        }

        private String line(String temperature, List<Requested> requests) {
            return "[statements] %-14s %s %2d: %s%n".formatted(name, temperature, count(requests), cells(requests));
        }
    }

    @BeforeAll
    static void signIn() {
        sides = ComparedSignIns.of(realm);
        ours = signIn(sides.ours());
        builtIn = signIn(sides.builtIn());
        aws = signIn(sides.aws());
        builtInSaml = signIn(sides.builtInSaml());
        for (SignIn way : List.of(ours, builtIn, aws, builtInSaml)) {
            System.out.print(way.table());
        }
    }

    @Test
    void aWarmSignInIsNearlyThatOfKeycloaksOwnCodes() {
        assertThat(SignIn.count(ours.warm()))
                .as(told(ours.warm()))
                .isLessThanOrEqualTo(SignIn.count(builtIn.warm()) + WARM_MORE);
    }

    @Test
    void soIsAColdOne() {
        assertThat(SignIn.count(ours.cold())).as(told(ours.cold())).isLessThanOrEqualTo(COLD);
    }

    @Test
    void oneToAwsIsNearlyThatOfAPlainSamlClient() {
        assertThat(SignIn.count(aws.warm()))
                .as(told(aws.warm()))
                .isLessThanOrEqualTo(SignIn.count(builtInSaml.warm()) + AWS_MORE);
        assertThat(SignIn.count(aws.cold()))
                .as(told(aws.cold()))
                .isLessThanOrEqualTo(SignIn.count(builtInSaml.cold()) + AWS_MORE);
    }

    /** The ledger's, which a code takes. */
    @Test
    void theCodeHasOneTransactionMoreThanKeycloaksOwn() {
        assertThat(transactions(ours)).as(told(ours.warm())).isLessThanOrEqualTo(transactions(builtIn) + 1);
        assertThat(transactions(aws)).as(told(aws.warm())).isLessThanOrEqualTo(transactions(builtInSaml) + 1);
    }

    @Test
    void noRequestOfAWarmSignInHoldsTwoConnections() {
        for (SignIn way : List.of(ours, builtIn, aws, builtInSaml)) {
            assertThat(way.warm())
                    .as(way.name())
                    .allSatisfy(request -> assertThat(request.connections())
                            .as(request.toString())
                            .isLessThanOrEqualTo(1));
        }
    }

    /** Such as that to the next AWS account, for which the gate asks anew. */
    @Test
    void norDoesOneThatGoesOn() {
        for (SignInWay way : List.of(sides.ours(), sides.aws(), sides.builtInSaml())) {
            Person person = way.person(sides.people());
            walk(way, person, () -> {});
            List<Requested> requests = counted(person, () -> person.browser().open(way.address()));

            System.out.printf("[statements] %s, goes on: %s%n", way, cells(requests));
            assertThat(requests).as(way.name()).allSatisfy(request -> {
                assertThat(request.connections()).as(request.toString()).isLessThanOrEqualTo(1);
                assertThat(request.ledgerReads()).as(request.toString()).hasSizeLessThanOrEqualTo(1);
            });
        }
    }

    @Test
    void theWizardReadsTheLedgerOnce() {
        Person newcomer = sides.people().newcomer();
        List<Requested> requests = counted(
                newcomer, () -> newcomer.assign(newcomer.signIn(sides.aws().address())));

        System.out.printf("[statements] wizard: %s%n", cells(requests));
        eachReadsTheLedgerOnce(requests);
    }

    @Test
    void theDevicesPageReadsTheLedgerOnce() {
        Person owner = sides.people().withDevice();
        List<Requested> requests = counted(owner, () -> {
            Page list = owner.signIn(sides.devices());
            Page renaming = list.form("#virtual-mfa-devices-form").press("#virtual-mfa-rename-0");
            renaming.form("#virtual-mfa-rename-form")
                    .set("deviceName", "renamed")
                    .submit()
                    .element("#virtual-mfa-devices-form");
        });

        System.out.printf("[statements] devices page: %s%n", cells(requests));
        eachReadsTheLedgerOnce(requests);
    }

    private static void eachReadsTheLedgerOnce(List<Requested> requests) {
        assertThat(requests).allSatisfy(request -> {
            assertThat(request.ledgerReads()).as(request.toString()).hasSizeLessThanOrEqualTo(1);
            assertThat(request.ledgerLocks())
                    .as("of a row that is not there yet, it is looked for twice: " + request)
                    .hasSizeLessThanOrEqualTo(isNew(request) ? 2 : 1);
        });
    }

    private static boolean isNew(Requested request) {
        return request.statements().stream().anyMatch(sql -> sql.startsWith("insert into VIRTUAL_MFA_LEDGER"));
    }

    private static SignIn signIn(SignInWay way) {
        Person person = way.person(sides.people());
        // What is new at a user's first sign-ins is not what a sign-in costs.
        walk(way, person.elsewhere(), () -> {});
        walk(way, person.elsewhere(), () -> {});
        Person warm = person.elsewhere();
        Person cold = person.elsewhere();
        return new SignIn(
                way.name(),
                counted(warm, () -> walk(way, warm, () -> {})),
                counted(
                        cold,
                        () -> walk(way, cold, () -> {
                            sides.forgetUsers();
                            cluster.database().statements().forget();
                        })));
    }

    private static void walk(SignInWay way, Person person, Runnable beforePassword) {
        realm.clock().toNextStep();
        Page page = person.browser().open(way.address());
        beforePassword.run();
        page = person.password(page);
        page = person.code(page, way.code(person));
        assertThat(way.arrived(page)).as(page.toString()).isTrue();
    }

    private static List<Requested> counted(Person person, Runnable walk) {
        return cluster.database().statements().during(person.browser(), walk);
    }

    /** Of the request that takes the code. */
    private static long transactions(SignIn way) {
        List<Requested> warm = way.warm();
        return warm.get(warm.size() - 1).transactions();
    }

    private static String cells(List<Requested> requests) {
        List<String> cells = new ArrayList<>();
        for (Requested request : requests) {
            cells.add(String.format(
                    Locale.ROOT,
                    "%s %d [%d] (%d) ledger %d+%d",
                    request.what().replaceFirst(" .*/", " "),
                    request.statements().size(),
                    request.transactions(),
                    request.connections(),
                    request.ledgerReads().size(),
                    request.ledgerLocks().size()));
        }
        return String.join(" | ", cells);
    }

    private static String told(List<Requested> requests) {
        return requests.stream().map(Requested::toString).collect(Collectors.joining("\n"));
    }
}
