package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.github.keycloakawsmfa.fixture.ChromiumBrowser;
import io.github.pavelicii.allpairs4j.AllPairs;
import io.github.pavelicii.allpairs4j.Case;
import io.github.pavelicii.allpairs4j.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How somebody looks at our pages.
 *
 * @param scripts that the realm's Content-Security-Policy lets run
 * @param theme of the realm
 */
record Look(String language, Screen screen, ColorScheme colors, Scripts scripts, String theme) {

    /** All languages that we have texts in, and one of the 39 others, which reads from right to left. */
    static final List<String> LANGUAGES = List.of("en", "ja", "de", "fr", "es", "pt-BR", "zh-CN", "ar");

    static final String NEW_THEME = "keycloak.v2";
    static final String OLD_THEME = "keycloak";

    /** One of the tests' own, with no style and no class: what a theme of a later PatternFly has at least. */
    static final String PLAIN_THEME = "plain";

    private static final String[] RULES = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"};

    /** Keycloak's template shows who is signing in, in a field without a label. */
    private static final String KEYCLOAKS_OWN = "#kc-attempted-username";

    private static final String OURS = ".virtual-mfa, .virtual-mfa-intro, .virtual-mfa-info, .virtual-mfa-alert";

    /**
     * axe takes timers, which a browser without JavaScript does not have: a policy stops a page's scripts, and not axe.
     */
    enum Scripts {
        ALL("frame-src 'self'; frame-ancestors 'self'; object-src 'none';"),
        /** Keycloak's templates have inline scripts; ours have none, nor a style or a handler. */
        NOT_INLINE("default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"),
        NONE("default-src 'self'; script-src 'none'; style-src 'self'; img-src 'self' data:");

        private final String policy;

        Scripts(String policy) {
            this.policy = policy;
        }

        /** The realm's Content-Security-Policy. */
        String policy() {
            return policy;
        }
    }

    enum Screen {
        DESKTOP(1280, 900, 1),
        PHONE(360, 740, 2),
        SMALL_PHONE(320, 640, 2),
        /** A desktop at a zoom of 200 %. */
        ZOOMED(640, 450, 2);

        private final int width;
        private final int height;
        private final int scale;

        Screen(int width, int height, int scale) {
            this.width = width;
            this.height = height;
            this.scale = scale;
        }
    }

    /** So many that each value of each dimension meets each of every other. */
    static Stream<Look> allPairs() {
        Parameter languages = new Parameter("language", LANGUAGES);
        Parameter screens = new Parameter("screen", Arrays.asList(Screen.values()));
        Parameter colors = new Parameter("colors", List.of(ColorScheme.LIGHT, ColorScheme.DARK));
        Parameter scripts = new Parameter("scripts", Arrays.asList(Scripts.values()));
        Parameter themes = new Parameter("theme", List.of(NEW_THEME, OLD_THEME, PLAIN_THEME));
        AllPairs pairs = new AllPairs.AllPairsBuilder()
                .withParameters(List.of(languages, screens, colors, scripts, themes))
                .build();
        return StreamSupport.stream(pairs.spliterator(), false).map(Look::of);
    }

    private static Look of(Case values) {
        return new Look(
                (String) values.get("language"),
                (Screen) values.get("screen"),
                (ColorScheme) values.get("colors"),
                (Scripts) values.get("scripts"),
                (String) values.get("theme"));
    }

    BrowserContext open() {
        return ChromiumBrowser.context(new Browser.NewContextOptions()
                .setLocale(language)
                .setViewportSize(screen.width, screen.height)
                .setDeviceScaleFactor(screen.scale)
                .setColorScheme(colors)
                .setHasTouch(screen == Screen.PHONE || screen == Screen.SMALL_PHONE));
    }

    /** Nothing sticks out at the side, axe finds nothing of ours, and a picture lies in {@code target/screenshots}. */
    void at(Page page, String name) {
        page.waitForLoadState(LoadState.NETWORKIDLE);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
        ChromiumBrowser.screenshot(page, this + "/" + name);
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
                .as("%s, %s: pixels that stick out", this, name)
                .isEqualTo(0);
        // Our pages have no frames; for those that have, axe would open one more page each time.
        AxeBuilder axe = new AxeBuilder(page)
                .setLegacyMode(true)
                .withTags(List.of(RULES))
                .exclude(KEYCLOAKS_OWN);
        // Much of the older layout fails by itself.
        assertThat((theme.equals(NEW_THEME) ? axe : axe.include(OURS)).analyze().getViolations())
                .as("%s, %s", this, name)
                .extracting(rule -> rule.getId() + " at "
                        + rule.getNodes().stream().map(CheckedNode::getHtml).toList())
                .isEmpty();
    }

    /** Name of a folder. */
    @Override
    public String toString() {
        return String.join("-", language, screen.name(), colors.name(), scripts.name(), theme)
                .toLowerCase(Locale.ROOT);
    }
}
