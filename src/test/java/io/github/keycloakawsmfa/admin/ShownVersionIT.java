package io.github.keycloakawsmfa.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.TestRealm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The admin console's <em>Provider info</em> is what {@code GET /admin/serverinfo} answers. */
@Tag("smoke")
class ShownVersionIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    private static final Pattern OWN_VERSION = Pattern.compile("<version>([^<]+)</version>\\s*<name>");

    @ParameterizedTest
    @CsvSource({
        "saml-authentication-preprocessor, aws-mfa-gate",
        "authenticator, virtual-mfa-form",
        "authenticator, virtual-mfa-or-otp-form",
        "required-action, virtual-mfa",
        "credential, virtual-mfa",
        "admin-realm-restapi-extension, aws-mfa"
    })
    void providerInfoTellsTheVersionOfThePom(String spi, String provider) throws IOException {
        Matcher pom = OWN_VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(pom.find()).isTrue();

        JsonNode shown = realm.server().admin().serverInfo().at("/providers/" + spi + "/providers/" + provider);

        assertThat(shown.path("operationalInfo").toString()).isEqualTo("{\"version\":\"" + pom.group(1) + "\"}");
    }
}
