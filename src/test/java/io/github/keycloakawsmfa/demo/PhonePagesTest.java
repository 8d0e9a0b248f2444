package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhonePagesTest {

    /** The key of RFC 6238, appendix B, "12345678901234567890". */
    private static final String KEY = "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ";

    private final TestClock clock = new TestClock(Instant.ofEpochSecond(59));
    private final PhonePages phone = new PhonePages(clock);

    /** The last six digits of the RFC's eight. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void showsTheCodesOfRfc6238(long seconds, String code) {
        PhonePages at = new PhonePages(new TestClock(Instant.ofEpochSecond(seconds)));

        Document page = Jsoup.parse(at.show(new Form(Map.of("key", KEY))).body());

        assertThat(page.selectFirst(".code-now").attr("data-code")).isEqualTo(code);
        assertThat(page.selectFirst(".code-now").text().replace(" ", "")).isEqualTo(code);
    }

    @Test
    void showsTheNextCodeAndTheTimeLeft() {
        Document now = Jsoup.parse(phone.show(new Form(Map.of("key", KEY))).body());
        assertThat(now.selectFirst(".left").text()).isEqualTo("changes in 1 s");

        clock.advance(Duration.ofSeconds(1));
        Document next = Jsoup.parse(phone.show(new Form(Map.of("key", KEY))).body());
        assertThat(next.selectFirst(".code-now").text())
                .isEqualTo(now.selectFirst(".code-next").text());
        assertThat(next.selectFirst(".left").text()).isEqualTo("changes in 30 s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gezdgnbvgy3tqojqgezdgnbvgy3tqojq", "  GEZD-GNBV-GY3T-QOJQ-GEZD-GNBV-GY3T-QOJQ==\n"})
    void takesTheKeyAsPeopleCopyIt(String key) {
        Document page = Jsoup.parse(phone.show(new Form(Map.of("key", key))).body());

        assertThat(page.selectFirst(".code-now").attr("data-code")).isEqualTo("287082");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GEZD", "GEZD GNBV GY3T QOJ1 0000", "123 456", "<script>"})
    void saysWhatAKeyLooksLikeAndKeepsWhatWasTyped(String key) {
        Answer answer = phone.show(new Form(Map.of("key", key, "name", "my \"phone\"")));

        Document page = Jsoup.parse(answer.body());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(page.selectFirst("[role=alert]").text()).startsWith("This is not a secret key.");
        assertThat(page.selectFirst("#key").val()).isEqualTo(key);
        assertThat(page.selectFirst("#name").val()).isEqualTo("my \"phone\"");
    }

    /** The script's share of the page: one device without the page around it. */
    @Test
    void answersTheScriptWithTheDeviceAlone() {
        Answer answer = phone.show(new Form(Map.of("key", KEY, "name", "<b>", "part", "device")));

        assertThat(answer.body()).startsWith("<article").doesNotContain("<html");
        assertThat(Jsoup.parse(answer.body()).selectFirst("h2").text()).isEqualTo("<b>");
        assertThat(phone.show(new Form(Map.of("key", "no", "part", "device"))).status())
                .isEqualTo(400);
    }

    @Test
    void worksWithoutJavaScript() {
        Document page = Jsoup.parse(
                phone.show(new Form(Map.of("key", KEY, "name", "Phone"))).body());

        assertThat(page.selectFirst("form.again").attr("method")).isEqualTo("post");
        assertThat(page.selectFirst("form.again [name=key]").val()).isEqualTo(KEY);
        assertThat(page.selectFirst("form#add").attr("method")).isEqualTo("post");
    }

    @Test
    void saysThatItIsForTheDemoOnly() {
        assertThat(Jsoup.parse(phone.empty().body()).text())
                .contains("For the demo only: a real second factor lives on another device.");
    }
}
