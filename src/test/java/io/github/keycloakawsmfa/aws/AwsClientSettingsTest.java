package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as administrators write them by hand. */
class AwsClientSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"true", " true ", "TRUE", "True\n"})
    void marked(String value) {
        assertThat(AwsClientSettings.isGuarded(value)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "false", "yes", "1", "on", "tru"})
    void notMarked(String value) {
        assertThat(AwsClientSettings.isGuarded(value)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"aws,AWS", " aws-cn ,CN", "\taws-us-gov,GOV"})
    void partitions(String value, AwsPartition partition) {
        assertThat(AwsClientSettings.partition(value)).contains(partition);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "AWS", "aws-moon", "aws,aws-cn"})
    void noPartitions(String value) {
        assertThat(AwsClientSettings.partition(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"iam,IAM", " identity-center ,IDENTITY_CENTER"})
    void presets(String value, AwsPreset preset) {
        assertThat(AwsClientSettings.preset(value)).contains(preset);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "IAM", "identity center", "sso"})
    void noPresets(String value) {
        assertThat(AwsClientSettings.preset(value)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kc.prod", " kc.prod ", "kc.prod\n"})
    void providers(String value) {
        assertThat(AwsClientSettings.provider(value)).contains("kc.prod");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "kc prod", "kc/prod", "kc,prod", "kç"})
    void noProviders(String value) {
        assertThat(AwsClientSettings.provider(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            nullValues = "null",
            value = {"null,ENFORCE", "'',ENFORCE", " ,ENFORCE", "enforce,ENFORCE", " observe ,OBSERVE"})
    void modes(String value, GateMode mode) {
        assertThat(GateMode.read(value)).contains(mode);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Observe", "off", "observe,enforce"})
    void noModesEnforce(String value) {
        assertThat(GateMode.read(value)).isEmpty();
        assertThat(GateMode.of(value)).isEqualTo(GateMode.ENFORCE);
    }
}
