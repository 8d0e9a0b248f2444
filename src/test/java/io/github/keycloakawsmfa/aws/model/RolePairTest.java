package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class RolePairTest {

    private static final String ROLE = "arn:aws:iam::123456789012:role/Admin";
    private static final String PROVIDER = "arn:aws:iam::123456789012:saml-provider/keycloak";
    private static final String LONG_NAME = "a".repeat(64);

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "123456789012/Admin, AWS, arn:aws:iam::123456789012:role/Admin",
        "' 123456789012/Admin ', AWS, arn:aws:iam::123456789012:role/Admin",
        "000000000001/team/sub/Admin, AWS, arn:aws:iam::000000000001:role/team/sub/Admin",
        "123456789012/a_b+c=d.e@f-1, GOV, arn:aws-us-gov:iam::123456789012:role/a_b+c=d.e@f-1",
        "123456789012/Admin, CN, arn:aws-cn:iam::123456789012:role/Admin",
        "123456789012/Admin, EUSC, arn:aws-eusc:iam::123456789012:role/Admin",
        "123456789012/Admin, ISO, arn:aws-iso:iam::123456789012:role/Admin",
        "123456789012/Admin, ISO_B, arn:aws-iso-b:iam::123456789012:role/Admin",
        "123456789012/Admin, ISO_E, arn:aws-iso-e:iam::123456789012:role/Admin",
        "123456789012/Admin, ISO_F, arn:aws-iso-f:iam::123456789012:role/Admin"
    })
    void theShortForm(String name, AwsPartition partition, String roleArn) {
        RolePair pair = RolePair.parse(name, partition, "keycloak").orElseThrow();
        assertThat(pair.roleArn()).isEqualTo(roleArn);
        assertThat(pair.providerArn()).isEqualTo(roleArn.replaceFirst(":role/.*", ":saml-provider/keycloak"));
        assertThat(pair.value()).isEqualTo(roleArn + "," + pair.providerArn());
        assertThat(pair.accountId()).isEqualTo(roleArn.split(":")[4]);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                ROLE + "," + PROVIDER,
                PROVIDER + "," + ROLE,
                "  " + ROLE + " ,  " + PROVIDER + " ",
            })
    void theClassicFormInEitherOrder(String name) {
        assertThat(RolePair.parse(name, AwsPartition.AWS, "other")).contains(new RolePair(ROLE, PROVIDER));
    }

    @ParameterizedTest
    @EnumSource
    void theClassicFormInEachPartition(AwsPartition partition) {
        String role = ROLE.replace("arn:aws:", "arn:" + partition.id() + ":");
        String provider = PROVIDER.replace("arn:aws:", "arn:" + partition.id() + ":");

        assertThat(RolePair.parse(role + "," + provider, partition, "other")).contains(new RolePair(role, provider));
        assertThat(Stream.of(AwsPartition.values()).filter(other -> other != partition))
                .allSatisfy(other -> assertThat(RolePair.parse(role + "," + provider, other, "other"))
                        .isEmpty());
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "",
                "offline_access",
                "12345678901/Admin",
                "1234567890123/Admin",
                "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660\u0661\u0662/Admin",
                "123456789012",
                "123456789012/",
                "123456789012//Admin",
                "123456789012/team/",
                "123456789012/Ad min",
                "123456789012/Adm\u00efn",
                "123456789012/Admin*",
                "123456789012/A,B",
                "123456789012/Admin\nx",
                ROLE,
                PROVIDER,
                ROLE + "," + ROLE,
                PROVIDER + "," + PROVIDER,
                ROLE + "," + PROVIDER + ",",
                ROLE + "," + PROVIDER + "," + ROLE,
                ROLE + ",B," + PROVIDER,
                ROLE + ", ",
                "arn:aws-cn:iam::123456789012:role/Admin," + PROVIDER,
                "arn:aws-cn:iam::123456789012:role/Admin,arn:aws-cn:iam::123456789012:saml-provider/keycloak",
                "arn:aws-iso:iam::123456789012:role/Admin,arn:aws-iso:iam::123456789012:saml-provider/keycloak",
                "arn:aws:sts::123456789012:role/Admin," + PROVIDER,
                ROLE + ",arn:aws:iam::123456789012:oidc-provider/keycloak",
                ROLE + ",arn:aws:iam::210987654321:saml-provider/keycloak",
                "arn:aws:iam::210987654321:saml-provider/keycloak," + ROLE,
                ROLE + ",arn:aws:iam::123456789012:saml-provider/key/cloak"
            })
    void anythingElseIsNoPair(String name) {
        assertThat(RolePair.parse(name, AwsPartition.AWS, "keycloak")).isEmpty();
    }

    @Test
    void aRoleNameHas64CharactersAtMost() {
        assertThat(RolePair.parse("123456789012/" + LONG_NAME, AwsPartition.AWS, "keycloak"))
                .isPresent();
        assertThat(RolePair.parse("123456789012/" + LONG_NAME + "a", AwsPartition.AWS, "keycloak"))
                .isEmpty();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"key cloak", "key,cloak", "key/cloak", "arn:aws:iam::123456789012:saml-provider/keycloak"})
    void withoutAValidProviderNameTheShortFormIsNoPair(String providerName) {
        assertThat(RolePair.isProviderName(providerName)).isFalse();
        assertThat(RolePair.parse("123456789012/Admin", AwsPartition.AWS, providerName))
                .isEmpty();
        assertThat(RolePair.parse(ROLE + "," + PROVIDER, AwsPartition.AWS, providerName))
                .isPresent();
    }

    @Test
    void providerNamesHave128CharactersAtMost() {
        assertThat(RolePair.isProviderName("k".repeat(128))).isTrue();
        assertThat(RolePair.isProviderName("k".repeat(129))).isFalse();
    }

    @Test
    void theRecordHoldsNothingElse() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RolePair(PROVIDER, ROLE));
        assertThatIllegalArgumentException().isThrownBy(() -> new RolePair(ROLE, "keycloak"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RolePair(ROLE, PROVIDER.replace("aws", "aws-cn")))
                .withMessageContaining("two partitions");
    }

    @Test
    void aPairIsOfOneAccount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RolePair(ROLE, PROVIDER.replace("123456789012", "210987654321")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "123456789012/Admin",
                "123456789012/",
                " 123456789012/Ad min",
                "arn:aws-iso:iam::1:role/x",
                "x,arn:aws:iam::123456789012:role/Admin"
            })
    void someNamesWereMeantToBeRoles(String name) {
        assertThat(RolePair.looksLikeOne(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "admins", "12345678901/Admin", "1234567890123/Admin", "arn", "team 123456789012/Admin"})
    void othersAreBundles(String name) {
        assertThat(RolePair.looksLikeOne(name)).isFalse();
    }
}
