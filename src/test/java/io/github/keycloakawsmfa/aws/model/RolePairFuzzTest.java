package io.github.keycloakawsmfa.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class RolePairFuzzTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The parts: a client role's name, a SAML provider's, another role's, and metadata. */
    @FuzzTest
    void isReadAgainAsItIsWrittenAndFitsTheTemplates(byte[] bytes) throws JsonProcessingException {
        String[] parts = FuzzedText.parts(bytes, 4);
        Optional<RolePair> pair = RolePair.parse(parts[0], AwsPartition.AWS, parts[1]);
        if (pair.isEmpty()) {
            RolePair.looksLikeOne(parts[0]);
            return;
        }
        RolePair read = pair.get();
        assertThat(RolePair.looksLikeOne(parts[0])).isTrue();
        assertThat(read.value())
                .matches("arn:aws:iam::[0-9]{12}:role/[!-~&&[^,]]+,arn:aws:iam::[0-9]{12}:saml-provider/[\\w.-]+");
        assertThat(RolePair.parse(read.value(), AwsPartition.AWS, "any")).contains(read);
        assertThat(read.roleArn()).endsWith(":role" + read.rolePath() + read.roleName());

        List<RolePair> pairs = Stream.concat(
                        Stream.of(read),
                        RolePair.parse(read.accountId() + "/" + parts[2], AwsPartition.AWS, read.providerName())
                                .stream())
                .distinct()
                .toList();
        AwsAccount account = new AwsAccount(
                read.accountId(),
                pairs,
                parts[3],
                new TrustPolicy(List.of(AwsPartition.AWS.endpoint()), true, true, true),
                Duration.ofHours(1));
        int resources = account.roles().size() + account.providers().size();
        JsonNode cloudFormation = JSON.readTree(JSON.writeValueAsString(CloudFormation.template(account)));
        assertThat(cloudFormation.get("Resources").size()).isEqualTo(resources);
        cloudFormation
                .get("Resources")
                .fieldNames()
                .forEachRemaining(id -> assertThat(id).matches("[A-Za-z0-9]+"));
        JsonNode terraform = JSON.readTree(JSON.writeValueAsString(Terraform.configuration(account)));
        assertThat(terraform.at("/resource/aws_iam_role").size())
                .isEqualTo(account.roles().size());
        String metadata = terraform
                .at("/resource/aws_iam_saml_provider")
                .elements()
                .next()
                .get("saml_metadata_document")
                .asText();
        assertThat(metadata.replace("$${", "").replace("%%{", "")).doesNotContain("${", "%{");
    }
}
