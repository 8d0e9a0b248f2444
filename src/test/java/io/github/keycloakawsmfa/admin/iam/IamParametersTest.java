package io.github.keycloakawsmfa.admin.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IamParametersTest {

    private static IamParameters parse(String query, String body) {
        return IamParameters.parse(query, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void fromTheBody() {
        IamParameters parameters = parse("", "Action=GetUser&Version=2010-05-08&UserName=bj%C3%B8rn+o%27n+%2B");

        assertThat(parameters.action()).isEqualTo("GetUser");
        assertThat(parameters.needed("UserName")).isEqualTo("bjørn o'n +");
        assertThat(parameters.text("Marker")).isEmpty();
    }

    /** The signature's own parameters are not the action's. */
    @Test
    void fromAPresignedAddress() {
        IamParameters parameters =
                parse("Action=ListUsers&Version=2010-05-08&MaxItems=7&X-Amz-Signature=00&X-Amz-Expires=60", "");

        assertThat(parameters.requireOnly(Set.of("MaxItems")).action()).isEqualTo("ListUsers");
        assertThat(parameters.whole("MaxItems", 1, 1000)).contains(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=1&a=2",
                "a=%",
                "a=%4",
                "a=%zz",
                "a=%C3",
                "a=%00",
                "a=b%0A",
                "a=\u00f8",
                "a=b\nc",
                "%zz=b",
            })
    void refused(String body) {
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> parse("", body))
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(IamError.VALIDATION_ERROR));
    }

    @Test
    void oneInTheAddressAndInTheBody() {
        assertThatExceptionOfType(IamException.class).isThrownBy(() -> parse("Action=GetUser", "Action=ListUsers"));
    }

    @Test
    void tooManyOrTooLong() {
        StringBuilder many = new StringBuilder("a=b");
        for (int number = 0; number < 100; number++) {
            many.append("&a").append(number).append("=b");
        }
        assertThatExceptionOfType(IamException.class).isThrownBy(() -> parse("", many.toString()));
        assertThatExceptionOfType(IamException.class).isThrownBy(() -> parse("", "a=" + "b".repeat(5_001)));
        assertThat(parse("", "a=" + "b".repeat(5_000)).needed("a")).hasSize(5_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-1", "1.5", "\uff11", "1e3", "99999999999"})
    void notAWholeNumber(String text) {
        String body = "MaxItems=" + URLEncoder.encode(text, StandardCharsets.UTF_8);

        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> parse("", body).whole("MaxItems", 1, 1000));
    }

    /** AWS's own sentence, as its clients print it. */
    @Test
    void missing() {
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> parse("", "").needed("UserName"))
                .withMessage(
                        "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member"
                                + " must not be null");
    }

    @Test
    void anotherVersion() {
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() -> parse("", "Action=GetUser&Version=2011-06-15").action())
                .satisfies(refused -> assertThat(refused.error()).isEqualTo(IamError.INVALID_ACTION));
    }

    @Test
    void unknown() {
        assertThatExceptionOfType(IamException.class)
                .isThrownBy(() ->
                        parse("", "Action=GetUser&Version=2010-05-08&User=x").requireOnly(Set.of("UserName")))
                .withMessageContaining("User");
    }
}
