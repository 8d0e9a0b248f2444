package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsAttributesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                AwsAttributes.ROLE,
                AwsAttributes.ROLE_SESSION_NAME,
                AwsAttributes.SESSION_DURATION,
                AwsAttributes.SOURCE_IDENTITY,
                AwsAttributes.PRINCIPAL_TAG_PREFIX + "mfa",
                AwsAttributes.TRANSITIVE_TAG_KEYS,
                "https://aws.amazon.com/SAML/Attributes/AccessControl:mfa",
                "HTTPS://AWS.AMAZON.COM/saml/attributes/role",
                "  https://aws.amazon.com/SAML/Attributes/Role\n",
                "https://aws.amazon.com/SAML/Attributes/"
            })
    void awsNames(String name) {
        assertThat(AwsAttributes.isAwsName(name)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {"Role", "https://aws.amazon.com/SAML/Attributes", "x https://aws.amazon.com/SAML/Attributes/Role"
            })
    void otherNames(String name) {
        assertThat(AwsAttributes.isAwsName(name)).isFalse();
    }

    /** Names without anything invisible take a shorter way. */
    @Property
    void bothWaysLeadToOneName(@ForAll @CharRange(from = ' ', to = '\u0100') @StringLength(max = 20) String name) {
        assertThat(AwsAttributes.folded(name))
                .isEqualTo(name.replaceAll("[\\p{Z}\\p{Cc}\\p{Cf}]+", "").toLowerCase(Locale.ROOT));
    }

    @Test
    void inTurkeyToo() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try {
            assertThat(AwsAttributes.isAwsName("HTTPS://AWS.AMAZON.COM/SAML/ATTRIBUTES/ROLE"))
                    .isTrue();
            assertThat(AwsAddress.isAwsHost("SIGNIN.AWS.AMAZON.COM")).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }
}
