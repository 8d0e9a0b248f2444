package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class MfaSerialTest {

    /** IAM API Reference, CreateVirtualMFADevice. */
    @Test
    void ofAwsOwnExample() {
        MfaSerial serial =
                MfaSerial.parse("arn:aws:iam::123456789012:mfa/ExampleName").orElseThrow();

        assertThat(serial).isEqualTo(new MfaSerial(AwsPartition.AWS, "123456789012", Optional.empty(), "ExampleName"));
    }

    @Test
    void withAUser() {
        MfaSerial serial = new MfaSerial(AwsPartition.CN, "123456789012", Optional.of("bjørn o/n"), "携帯");

        assertThat(serial.arn()).isEqualTo("arn:aws-cn:iam::123456789012:mfa/bj%C3%B8rn%20o%2Fn/%E6%90%BA%E5%B8%AF");
        assertThat(MfaSerial.parse(serial.arn())).contains(serial);
    }

    @Property
    void backAndForth(@ForAll @NotEmpty String user, @ForAll @NotEmpty String device) {
        // Half a character has no UTF-8.
        String name = new String(user.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String label = new String(device.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        MfaSerial serial = new MfaSerial(AwsPartition.AWS, "000000000000", Optional.of(name), label);

        boolean plain = (name + label).chars().noneMatch(Character::isISOControl);
        assertThat(MfaSerial.parse(serial.arn()))
                .isEqualTo(Optional.of(serial).filter(any -> plain && any.arn().length() <= 4_000));
    }

    /** A regular expression that tries alternatives for each character would need more stack than a request has. */
    @Test
    void asLongAsAny() {
        MfaSerial serial =
                new MfaSerial(AwsPartition.AWS, "123456789012", Optional.of("ø".repeat(255)), "携".repeat(64));

        assertThat(MfaSerial.parse(serial.arn())).contains(serial);
        assertThat(MfaSerial.parse("arn:aws:iam::123456789012:mfa/" + "a".repeat(3_970)))
                .isPresent();
        assertThat(MfaSerial.parse("arn:aws:iam::123456789012:mfa/" + "a".repeat(100_000)))
                .isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "x",
                "arn:aws:iam::123456789012:mfa/",
                "arn:aws:iam::123456789012:mfa//a",
                "arn:aws:iam::123456789012:mfa/a/",
                "arn:aws:iam::123456789012:mfa/a/b/c",
                "arn:aws:iam::12345678901:mfa/a",
                "arn:aws:iam::１２３４５６７８９０１２:mfa/a",
                "arn:aws-other:iam::123456789012:mfa/a",
                "arn:aws:sts::123456789012:mfa/a",
                "arn:aws:iam::123456789012:u2f/a",
                "arn:aws:iam::123456789012:mfa/a b",
                "arn:aws:iam::123456789012:mfa/%61",
                "arn:aws:iam::123456789012:mfa/%c3%b8",
                "arn:aws:iam::123456789012:mfa/%C3",
                "arn:aws:iam::123456789012:mfa/%",
                "arn:aws:iam::123456789012:mfa/%2",
                "arn:aws:iam::123456789012:mfa/ø",
                "arn:aws:iam::123456789012:mfa/a\n",
                " arn:aws:iam::123456789012:mfa/a",
            })
    void nothingElse(String text) {
        assertThat(MfaSerial.parse(text)).isEmpty();
    }
}
