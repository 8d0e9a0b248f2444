package io.github.keycloakawsmfa.speed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.admin.devices.OwnTokens;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.Cluster;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Four times as many requests at once as there are connections. Keycloak's own pages wait for each other a moment; a page that held one
 * connection and wanted a second would wait until the pool gives up, and all of the server with it.
 */
@Tag("long")
@DisplayName("With five connections, twenty at once")
class PoolIT {

    @RegisterExtension
    static final Cluster cluster = Cluster.ofSmallPool();

    @RegisterExtension
    static final TestRealm realm = TestRealm.on(cluster, json -> json.put("accessTokenLifespan", 86400));

    private static final String BUSY = "That did not work just now. Please try again.";
    private static final String LIST = "#virtual-mfa-devices-form";
    private static final String RENAME = "#virtual-mfa-rename-form";

    /** What Keycloak has of users, realms and clients in memory when they come. */
    enum Cache {
        WARM,
        COLD
    }

    private static ComparedSignIns sides;
    private static OwnTokens tokens;
    private static List<Person> owners;
    private static List<Person> builtIns;

    @BeforeAll
    static void twentyOfEach() {
        sides = ComparedSignIns.of(realm);
        tokens = OwnTokens.of(realm, "calls");
        owners = ConcurrentRequests.inTurn(i -> sides.people().newcomer());
        ConcurrentRequests.inTurn(i -> owners.get(i).assign());
        builtIns = ConcurrentRequests.inTurn(i -> sides.people().withBuiltInCodes());
    }

    static Stream<SignInWay> ways() {
        return Stream.of(sides.builtIn(), sides.ours(), sides.builtInSaml(), sides.aws());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void signInWarm(SignInWay way) {
        signIn(way, Cache.WARM);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void signInCold(SignInWay way) {
        signIn(way, Cache.COLD);
    }

    @Test
    void theCheckSaysThatTheyAreFew() {
        assertThat(realm.admin().get("/aws-mfa/check").get("findings"))
                .filteredOn(finding -> finding.get("id").asText().equals("pool-too-small"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.get("sentence").asText()).contains("most " + Cluster.SMALL + " database"));
    }

    private static void signIn(SignInWay way, Cache cache) {
        if (cache == Cache.WARM) {
            realm.clock().toNextStep();
            ConcurrentRequests.inTurn(i -> arrive(way, person(way, i).elsewhere()));
        }
        List<Person> persons = IntStream.range(0, ConcurrentRequests.MANY)
                .mapToObj(i -> person(way, i).elsewhere())
                .toList();
        realm.clock().toNextStep();
        List<Page> forms =
                ConcurrentRequests.inTurn(i -> persons.get(i).browser().open(way.address()));
        List<Page> codePages = rush(
                way + ", password",
                cache,
                i -> persons.get(i).password(forms.get(i)),
                page -> page.has("#kc-otp-login-form"),
                null);
        rush(
                way + ", code",
                cache,
                i -> persons.get(i).code(codePages.get(i), way.code(persons.get(i))),
                way::arrived,
                (i, page) -> persons.get(i).code(page, way.code(persons.get(i))));
        rush(
                way + ", sign-in that goes on",
                cache,
                i -> persons.get(i).browser().open(way.address()),
                way::arrived,
                null);
    }

    @ParameterizedTest
    @EnumSource
    void setUpKeycloaksOwnCodes(Cache cache) {
        List<Person> persons = ConcurrentRequests.inTurn(i -> sides.people().withoutBuiltInCodes());
        List<Page> forms =
                ConcurrentRequests.inTurn(i -> persons.get(i).browser().open(sides.plain()));
        List<Page> pages = rush(
                "built-in set-up, password",
                cache,
                i -> persons.get(i).password(forms.get(i)),
                page -> page.has("#kc-totp-settings-form"),
                null);
        rush(
                "built-in set-up, code",
                cache,
                i -> {
                    String secret = pages.get(i).element("#totpSecret").val();
                    Phone phone = new Phone(secret.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
                    return pages.get(i)
                            .form("#kc-totp-settings-form")
                            .set("totp", phone.codeAt(Instant.now()))
                            .submit();
                },
                page -> page.query("code").isPresent(),
                null);
    }

    @ParameterizedTest
    @EnumSource
    void assign(Cache cache) {
        List<Person> persons = ConcurrentRequests.inTurn(i -> sides.people().newcomer());
        List<Page> forms = ConcurrentRequests.inTurn(
                i -> persons.get(i).browser().open(sides.aws().address()));
        List<Page> wizards = rush(
                "wizard, password",
                cache,
                i -> persons.get(i).password(forms.get(i)),
                page -> page.has("#kc-totp-settings-form"),
                null);
        List<Phone> phones = new ArrayList<>();
        IntStream.range(0, ConcurrentRequests.MANY)
                .forEach(i -> phones.add(persons.get(i).scan(wizards.get(i))));
        Answered<Page> pair = (i, page) ->
                persons.get(i).pair(page, phones.get(i).pair(realm.clock().now()));
        rush("wizard, pair", cache, i -> pair.to(i, wizards.get(i)), page -> page.has("#virtual-mfa-assigned"), pair);
    }

    @ParameterizedTest
    @EnumSource
    void manageDevices(Cache cache) {
        List<Person> persons = owners.stream().map(Person::elsewhere).toList();
        List<Page> forms =
                ConcurrentRequests.inTurn(i -> persons.get(i).browser().open(sides.devices()));
        List<Page> lists = rush(
                "devices, password", cache, i -> persons.get(i).password(forms.get(i)), page -> page.has(LIST), null);
        List<Page> renaming = rush(
                "devices, choice",
                cache,
                i -> lists.get(i).form(LIST).press("#virtual-mfa-rename-0"),
                page -> page.has(RENAME),
                null);
        Answered<Page> rename = (i, page) ->
                page.form(RENAME).set("deviceName", cache + " " + i).submit();
        List<Page> renamed =
                rush("devices, act", cache, i -> rename.to(i, renaming.get(i)), page -> page.has(LIST), rename);

        for (int i = 0; i < ConcurrentRequests.MANY; i++) {
            assertThat(renamed.get(i).text("#virtual-mfa-name-0"))
                    .as("what the act changed, on its own page")
                    .isEqualTo(cache + " " + i);
        }
    }

    @ParameterizedTest
    @EnumSource
    void callForThemselves(Cache cache) {
        List<AdminApi> apis =
                ConcurrentRequests.inTurn(i -> tokens.of(owners.get(i).elsewhere()));
        List<AdminApi.Answer> lists =
                calls("own devices", cache, i -> apis.get(i).send("GET", "/aws-mfa/devices", null));
        List<String> ids =
                lists.stream().map(list -> list.json().at("/0/id").asText()).toList();
        calls(
                "own device renamed",
                cache,
                i -> apis.get(i)
                        .send("POST", "/aws-mfa/devices/" + ids.get(i) + "/rename", Map.of("name", "own " + cache)));
    }

    @ParameterizedTest
    @EnumSource
    void administer(Cache cache) {
        IntFunction<String> user = i -> "/users/" + owners.get(i).user().id();
        AdminApi api = realm.admin();
        calls("Keycloak's own list of credentials", cache, i -> api.send("GET", user.apply(i) + "/credentials", null));
        calls("an administrator's list", cache, i -> api.send("GET", "/aws-mfa" + user.apply(i) + "/devices", null));
        calls("an administrator's act", cache, i -> api.send("POST", "/aws-mfa" + user.apply(i) + "/unlock", Map.of()));
    }

    private static List<AdminApi.Answer> calls(String name, Cache cache, IntFunction<AdminApi.Answer> call) {
        return rush(
                name,
                cache,
                call,
                answer -> answer.status() / 100 == 2,
                answer -> answer.status() == 503 && answer.body().contains("busy"),
                busy -> {},
                (i, answer) -> call.apply(i));
    }

    /** Once more with what a busy answer left. */
    private interface Answered<T> {

        T to(int number, T answer);
    }

    /** @param again null where nothing has a reason to be busy, whatever is cached */
    private static List<Page> rush(
            String name, Cache cache, IntFunction<Page> post, Predicate<Page> good, Answered<Page> again) {
        realm.clearEvents();
        return rush(
                name,
                cache,
                post,
                good,
                page -> page.html().text().contains(BUSY),
                busy -> assertThat(realm.events())
                        .filteredOn(event -> "busy".equals(event.details().get("reason")))
                        .as(name + ": each is told of")
                        .hasSize(busy),
                again);
    }

    /** Warm, all are answered as they should be. Cold, some may be told that it is busy, and then go on with what they have. */
    private static <T> List<T> rush(
            String name,
            Cache cache,
            IntFunction<T> post,
            Predicate<T> good,
            Predicate<T> busy,
            IntConsumer told,
            Answered<T> again) {
        if (cache == Cache.COLD) {
            sides.forgetAll();
        }
        ConcurrentRequests<T> rush = ConcurrentRequests.of(realm, post);
        int late =
                (int) rush.answers().stream().filter(good.negate()).filter(busy).count();
        int wrong = (int) rush.answers().stream().filter(good.negate()).count() - late;
        System.out.printf(
                "[pool] %-36s %s: %d busy, %d wrong in %d ms, stranger %d ms%n",
                name,
                cache,
                late,
                wrong,
                rush.took().toMillis(),
                rush.stranger().toMillis());
        boolean mayBeBusy = cache == Cache.COLD && again != null;
        assertThat(rush.answers())
                .as(() -> name + " in " + rush.took() + ", the server says:\n" + lastComplaints())
                .allMatch(answer -> good.test(answer) || (mayBeBusy && busy.test(answer)));
        assertThat(rush.refused()).as(name + ": another realm's token").isNull();
        assertThat(rush.stranger()).as(name + ": another realm's token").isLessThan(Cluster.patience());
        told.accept(late);
        List<T> all = new ArrayList<>();
        for (int i = 0; i < ConcurrentRequests.MANY; i++) {
            T answer = rush.answers().get(i);
            all.add(good.test(answer) ? answer : again.to(i, answer));
        }
        assertThat(all).as(name + ", once more").allMatch(good);
        return all;
    }

    private static String lastComplaints() {
        List<String> lines = cluster.node(1)
                .log()
                .lines()
                .filter(line -> line.contains(" ERROR ") || line.contains(" WARN ") || line.startsWith("Caused by"))
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private static Page arrive(SignInWay way, Person person) {
        Page page = person.password(person.browser().open(way.address()));
        return person.code(page, way.code(person));
    }

    private static Person person(SignInWay way, int number) {
        return (way.ours() ? owners : builtIns).get(number);
    }
}
