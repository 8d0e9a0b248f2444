package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameSourceTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "username", " username "})
    void whatIsNotSaidIsTheUsername(String setting) {
        assertThat(NameSource.of(setting)).contains(NameSource.USERNAME);
    }

    @ParameterizedTest
    @CsvSource({"email, email", "attribute:employeeId, attribute:employeeId", "'attribute:a b ', attribute:a b"})
    void itMayBeSomethingElse(String setting, String source) {
        assertThat(NameSource.of(setting).map(NameSource::text)).contains(source);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail",
                "Username",
                "EMAIL",
                "attribute",
                "attribute:",
                "attribute: ",
                "attribute: x",
                "Attribute:x"
            })
    void anythingElseCannotBeRead(String setting) {
        assertThat(NameSource.of(setting)).isEmpty();
    }
}
