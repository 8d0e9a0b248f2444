package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The trust policy")
class TrustPolicyTest {

    private static final String AUD = "https://signin.aws.amazon.com/saml";
    private static final String PROVIDER = "arn:aws:iam::123456789012:saml-provider/keycloak";

    /** The form of reference documents and of README, field by field. */
    @Test
    void demandsAddressAndEvidence() throws JsonProcessingException {
        assertThat(json(new TrustPolicy(List.of(AUD), false, false, false))).isEqualTo("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Federated":\
                        "arn:aws:iam::123456789012:saml-provider/keycloak"},"Action":"sts:AssumeRoleWithSAML",\
                        "Condition":{"StringEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"},\
                        "ForAnyValue:StringEquals":{"SAML:edupersonassurance":"https://refeds.org/profile/mfa"}}}]}""");
    }

    @Test
    void allowsWhatTagsAndSourceIdentityTakeAndDemandsTheTag() throws JsonProcessingException {
        assertThat(json(new TrustPolicy(List.of(AUD), true, true, true)))
                .contains("[\"sts:AssumeRoleWithSAML\",\"sts:TagSession\",\"sts:SetSourceIdentity\"]")
                .contains("\"StringEquals\":{\"SAML:aud\":\"" + AUD + "\",\"aws:RequestTag/mfa\":\"true\"}");
    }

    @Test
    void demandsNoTagThatIsNotSent() throws JsonProcessingException {
        assertThat(json(new TrustPolicy(List.of(AUD), true, false, false)))
                .contains("sts:TagSession")
                .doesNotContain("RequestTag");
    }

    @Test
    void takesAnyOfSeveralAddresses() throws JsonProcessingException {
        assertThat(json(new TrustPolicy(
                        List.of(AUD, "https://eu-west-1.signin.aws.amazon.com/saml"), false, false, false)))
                .contains("\"SAML:aud\":[\"" + AUD + "\",\"https://eu-west-1.signin.aws.amazon.com/saml\"]");
    }

    @Test
    void trustsAllProvidersThatVouchForTheRole() throws JsonProcessingException {
        assertThat(new ObjectMapper()
                        .writeValueAsString(new TrustPolicy(List.of(AUD), false, false, false)
                                .document(List.of(PROVIDER, "other"))))
                .contains("\"Principal\":{\"Federated\":[\"" + PROVIDER + "\",\"other\"]}");
    }

    /** Both are true where the attribute is missing. */
    @Test
    void neverLetsAMissingAttributePass() throws JsonProcessingException {
        assertThat(json(new TrustPolicy(List.of(AUD), true, true, true)))
                .doesNotContain("ForAllValues", "IfExists", "MultiFactorAuth");
    }

    private static String json(TrustPolicy policy) throws JsonProcessingException {
        return new ObjectMapper().writeValueAsString(policy.document(List.of(PROVIDER)));
    }
}
