package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsPartitionTest {

    @ParameterizedTest
    @CsvSource({
        "aws, urn:amazon:webservices, https://signin.aws.amazon.com/saml",
        "aws-us-gov, urn:amazon:webservices:govcloud, https://signin.amazonaws-us-gov.com/saml",
        "aws-cn, urn:amazon:webservices:cn-north-1, https://signin.amazonaws.cn/saml",
        "aws-eusc, https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml, https://eusc-de-east-1.signin.amazonaws-eusc.eu/saml",
        "aws-iso, https://signin.c2shome.ic.gov/saml, https://signin.c2shome.ic.gov/saml",
        "aws-iso-b, https://signin.sc2shome.sgov.gov/saml, https://signin.sc2shome.sgov.gov/saml",
        "aws-iso-e, https://console.csphome.adc-e.uk/saml, https://console.csphome.adc-e.uk/saml",
        "aws-iso-f, https://signin.csphome.hci.ic.gov/saml, https://signin.csphome.hci.ic.gov/saml"
    })
    void isKnownByItsId(String id, String audience, String endpoint) {
        AwsPartition partition = AwsPartition.of(id).orElseThrow();
        assertThat(partition.id()).isEqualTo(id);
        assertThat(partition.audience()).isEqualTo(audience);
        assertThat(partition.endpoint()).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"AWS", "aws ", "aws-iso-c", "aws-eu", "gov"})
    void othersAreUnknown(String id) {
        assertThat(AwsPartition.of(id)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void isRecognisedByItsOwnAddresses(AwsPartition partition) {
        assertThat(AwsDestination.mayReachAws(partition.endpoint())).isTrue();
        assertThat(AwsDestination.isAwsAudience(partition.endpoint())).isTrue();
        assertThat(AwsDestination.isAwsAudience(partition.audience())).isTrue();
    }
}
