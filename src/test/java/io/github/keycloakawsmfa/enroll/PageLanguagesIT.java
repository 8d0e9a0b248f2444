package io.github.keycloakawsmfa.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.People;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.Phone;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There are texts in seven languages, and pages in all of Keycloak's. */
@DisplayName("Each text says in which language it is")
class PageLanguagesIT {

    private static final String[] LANGUAGES = {"en", "ja", "de", "pt-BR", "zh-CN", "ar", "he", "nl", "zh-TW"};
    private static final String OURS = "#kc-page-title, .virtual-mfa, .virtual-mfa-intro, .kc-feedback-text";
    private static final String LIST = "#virtual-mfa-devices-form";
    private static final String NAME = "Handy von Alice";

    /** What is English and no name of a thing: three words. */
    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z’]+ [a-z’]+ [a-z’]+");

    @RegisterExtension
    static final TestRealm realm = TestRealm.create(json -> {
        ArrayNode supported = json.putArray("supportedLocales");
        Stream.of(LANGUAGES).forEach(supported::add);
    });

    private static People people;

    @BeforeAll
    static void setUp() {
        people = People.of(realm);
        realm.app("app");
    }

    @AfterEach
    void asItWas() {
        realm.change(json -> json.put("internationalizationEnabled", true).put("defaultLocale", "en"));
        for (String language : new String[] {"ar", "en"}) {
            realm.admin().send("DELETE", "/localization/" + language, null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "he", "nl", "zh-TW"})
    void whereThePageHasAnother(String language) {
        for (Page page : walk(language)) {
            assertThat(page.element("html").attr("lang")).isEqualTo(language);
            for (Element element : page.html().select("[lang=en]")) {
                assertThat(element.attr("dir")).as(element.toString()).isEqualTo("ltr");
            }
            assertThat(texts(page))
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(text).startsWith("en: "));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ja", "de", "pt-BR", "zh-CN"})
    void butNotWhereItIsThePages(String language) {
        for (Page page : walk(language)) {
            assertThat(page.html().select("[lang]").eachAttr("lang")).containsOnly(language);
        }
    }

    @Test
    void norWithoutInternationalization() {
        realm.change(json -> json.put("internationalizationEnabled", false));
        Person person = people.newcomer();
        person.browser().language("ar");
        Page wizard = person.signIn();

        assertThat(wizard.html().select("[lang]").eachAttr("lang")).containsOnly("en");
    }

    /** Dutch has none of our texts: by default it shows the English ones, and an English page is English all the same. */
    @Test
    void norOnAnEnglishPageOfADutchRealm() {
        realm.change(json -> json.put("defaultLocale", "nl"));
        Person person = people.newcomer();
        Page wizard = person.signIn();
        assertThat(wizard.html().select("[lang]").eachAttr("lang")).containsOnly("en");
        Person dutch = people.newcomer();
        dutch.browser().language(null);
        wizard = dutch.signIn();
        assertThat(wizard.element("html").attr("lang")).isEqualTo("nl");
        assertThat(texts(wizard))
                .isNotEmpty()
                .allSatisfy(text -> assertThat(text).startsWith("en: "));
    }

    @Test
    void realmsMayTranslateSomeOfThem() {
        String title = "عيّن جهاز المصادقة";
        String malformed = "يتكون الرمز من ستة أرقام";
        localize("ar", Map.of("virtualMfaAssignTitle", title, "virtualMfaCode1Malformed", malformed));
        Person person = people.newcomer();
        person.browser().language("ar");
        Page page = person.signIn();
        page = person.pair(page, "1", "2");

        assertThat(language(page.element("#kc-page-title"))).isEqualTo("ar");
        assertThat(page.text("#kc-page-title")).isEqualTo(title);
        assertThat(page.html().select("#kc-page-title [lang], #input-error-code1 [lang]"))
                .isEmpty();
        assertThat(page.text("#input-error-code1")).isEqualTo(malformed);
        assertThat(page.html().select("#input-error-code2 > [lang=en]")).hasSize(1);
        assertThat(page.html().select("label[for=deviceName] [lang=en]")).hasSize(1);
    }

    @Test
    void realmsMayRewordTheEnglishOnes() {
        localize("en", Map.of("virtualMfaAssignTitle", "Add your phone"));
        Person person = people.newcomer();
        person.browser().language("ar");
        Page page = person.signIn();

        assertThat(page.text("#kc-page-title > [lang=en][dir=ltr]")).isEqualTo("Add your phone");
    }

    /** From Keycloak 26.5 on a text that is missing is looked for in the realm's default language first. */
    @Test
    void theRealmsDefaultLanguageComesBeforeEnglish() {
        realm.change(json -> json.put("defaultLocale", "ja"));
        Person person = people.newcomer();
        person.browser().language("ar");
        Page page = person.signIn();

        assertThat(page.element("html").attr("dir")).isEqualTo("rtl");
        assertThat(page.html().select("#kc-page-title > span").attr("lang"))
                .isEqualTo(page.text("#kc-page-title").startsWith("Assign") ? "en" : "ja");
        assertThat(page.html().select("#kc-page-title > span").attr("dir")).isEqualTo("ltr");
    }

    @Test
    void inMailsToo() {
        Person person = people.newcomer();
        person.browser().language("ar");
        person.assign();
        Document mail = Jsoup.parse(realm.htmlMailTo(person.user().username() + "@example.test"));

        assertThat(mail.select("h1[lang=en][dir=ltr]").text()).startsWith("A virtual MFA device was assigned");
        assertThat(mail.select("p[lang=en][dir=ltr]").eachText())
                .hasSize(3)
                .first()
                .asString()
                .startsWith("Hello ");
        assertThat(mail.select("span[lang=en][dir=ltr]").eachText())
                .containsExactly(
                        "Device:",
                        "Account:",
                        "Time:",
                        "Browser:",
                        "Unknown",
                        "IP address:",
                        "Manage your MFA devices");
        assertThat(mail.select("bdi[lang=en]").text()).matches("[A-Z][a-z]+ \\d+, \\d{4}.*\\h[AP]M \\(UTC\\)");
        assertThat(mail.select("bdi").eachText())
                .contains("Authenticator app", person.user().username());
    }

    /** Each page of ours, with what can be wrong on it. */
    private static List<Page> walk(String language) {
        List<Page> pages = new ArrayList<>();
        Person person = people.newcomer();
        person.browser().language(language);
        Page wizard = add(pages, person.signIn());
        person.scan(wizard);
        Page incomplete = add(pages, person.pair(wizard, "1", ""));
        Page wrong = add(pages, person.pair(incomplete, person.wrongPair()));
        add(pages, person.assign(wrong));
        realm.clock().advance(Duration.ofMinutes(11));

        Person again = person.elsewhere();
        again.browser().language(language);
        Page code = add(pages, again.code(add(pages, again.signIn()), again.wrongCode()));
        Page pair = add(pages, again.choosePair(code));
        Phone slow = again.phone().slowBy(Duration.ofMinutes(4));
        add(pages, again.codes(pair, slow.pair(realm.clock().now())));

        Person owner = person.elsewhere();
        owner.browser().language(language);
        Page list = add(pages, owner.signIn(realm.actionAt("app", "virtual-mfa-devices")));
        Page rename = list.form(LIST).press("#virtual-mfa-rename-0");
        rename = add(
                pages,
                rename.form("#virtual-mfa-rename-form").set("deviceName", "a/b").submit());
        list = add(
                pages,
                rename.form("#virtual-mfa-rename-form").set("deviceName", NAME).submit());
        assertThat(list.html().select("#virtual-mfa-name-0 bdi").eachText()).containsExactly(NAME);
        assertThat(list.html().select(".kc-feedback-text")).hasSize(1);
        Page resync = add(pages, list.form(LIST).press("#virtual-mfa-resync-0"));
        realm.clock().advance(Duration.ofMinutes(11));
        Phone.Pair off =
                again.phone().slowBy(Duration.ofMinutes(8)).pair(realm.clock().now());
        Page confirm = add(
                pages,
                resync.form("#virtual-mfa-resync-form")
                        .set("code1", off.code1())
                        .set("code2", off.code2())
                        .submit());
        list = confirm.form("#virtual-mfa-resync-form").press("#virtual-mfa-leave");
        Page next = add(pages, list.form(LIST).press("#virtual-mfa-add"));
        assertThat(next.has("#currentCode")).isTrue();
        return pages;
    }

    private static Page add(List<Page> pages, Page page) {
        pages.add(page);
        return page;
    }

    /** Each text in English, with the language that it says to be in. */
    private static List<String> texts(Page page) {
        List<String> texts = new ArrayList<>();
        for (Element root : page.html().select(OURS)) {
            root.traverse((node, depth) -> {
                // A name is in no language.
                if (node instanceof TextNode text
                        && !text.parent().nameIs("bdi")
                        && ENGLISH.matcher(text.text()).find()) {
                    texts.add(language(text.parent()) + ": " + text.text());
                }
                if (node instanceof Element element) {
                    for (String attribute :
                            new String[] {"alt", "data-left", "data-over", "data-copied", "data-selected"}) {
                        if (element.hasAttr(attribute)) {
                            texts.add(language(element) + ": " + element.attr(attribute));
                        }
                    }
                }
            });
        }
        texts.removeIf(text -> text.endsWith(NAME));
        return texts;
    }

    private static String language(Node node) {
        return ((Element) node).closest("[lang]").attr("lang");
    }

    private static void localize(String language, Map<String, String> texts) {
        realm.admin().send("POST", "/localization/" + language, texts);
    }
}
