package io.github.keycloakawsmfa.admin.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PageHeadersTest {

    @Test
    void letsNothingInButWhatIsServedHere() {
        assertThat(PageHeaders.policy(List.of()).split("; "))
                .containsExactly(
                        "base-uri 'none'",
                        "connect-src 'self'",
                        "default-src 'none'",
                        "font-src 'self'",
                        "form-action 'none'",
                        "frame-ancestors 'none'",
                        "img-src 'self' data:",
                        "require-trusted-types-for 'script'",
                        "script-src 'self'",
                        "style-src 'self'");
    }

    @Test
    void callsTheAdministratorsAddressWhereThatIsAnother() {
        assertThat(PageHeaders.policy(List.of("https://admin.example.com")))
                .contains("connect-src 'self' https://admin.example.com;");
    }
}
