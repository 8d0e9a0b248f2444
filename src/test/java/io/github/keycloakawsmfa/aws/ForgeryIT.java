package io.github.keycloakawsmfa.aws;

import static io.github.keycloakawsmfa.walk.AwsSide.ASSURANCE;
import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static io.github.keycloakawsmfa.walk.AwsSide.pair;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.Traveller;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever may change mappers writes neither roles nor evidence: the gate takes out what it did not write. */
class ForgeryIT {

    private static final String OWNER =
            "arn:aws:iam::123456789012:role/Owner,arn:aws:iam::123456789012:saml-provider/keycloak";

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static int count;

    private Traveller traveller;
    private String mapper;

    @BeforeEach
    void aUserWithOneRole() {
        traveller = aws.traveller("user-" + ++count, "Admin");
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "https://aws.amazon.com/SAML/Attributes/Role,Role",
                "https://aws.amazon.com/saml/attributes/role,x",
                " https://aws.amazon.com/SAML/Attributes/Role ,x",
                "Role,x",
                "roleEntitlement,x",
                "other,https://aws.amazon.com/SAML/Attributes/Role",
                "urn:oid:1.3.6.1.4.1.5923.1.1.1.11,x",
                "URN:OID:1.3.6.1.4.1.5923.1.1.1.11,x",
                "other,EduPersonAssurance",
                "https://aws.amazon.com/SAML/Attributes/PrincipalTag:mfaDevice,x"
            })
    void anAttributeThatIsNotOurs(String name, String friendlyName) {
        Page page = withMapper(
                "saml-hardcode-attribute-mapper",
                Map.of(
                        "attribute.name", name,
                        "friendly.name", friendlyName,
                        "attribute.nameformat", "URI Reference",
                        "attribute.value", OWNER));

        onlyOurs(page);
        assertThat(SamlPost.of(page).xml()).doesNotContain("role/Owner");
        assertThat(aws.realm().events("LOGIN_ERROR"))
                .filteredOn(event -> "aws_mfa_attribute_removed".equals(event.error()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.userId()).isEqualTo(traveller.user().id());
                    assertThat(event.details().get("attributes")).contains(name.strip());
                });
    }

    /** Keycloak's own role list writes each role's plain name, under any attribute name. */
    @Test
    void theRoleList() {
        Page page = withMapper(
                "saml-role-list-mapper",
                Map.of("attribute.name", PREFIX + "Role", "attribute.nameformat", "Basic", "single", "false"));

        onlyOurs(page);
        assertThat(aws.realm().events("LOGIN_ERROR"))
                .extracting(event -> event.error())
                .containsExactly("aws_mfa_attribute_removed");
    }

    @Test
    void whatClaimsNothingStays() {
        Page page = withMapper(
                "saml-hardcode-attribute-mapper",
                Map.of(
                        "attribute.name", PREFIX + "PrincipalTag:Team",
                        "attribute.nameformat", "URI Reference",
                        "attribute.value", "blue"));

        onlyOurs(page);
        assertThat(SamlPost.of(page).attributes()).containsEntry(PREFIX + "PrincipalTag:Team", List.of("blue"));
        assertThat(aws.realm().events("LOGIN_ERROR")).isEmpty();
    }

    /** Keycloak writes the class reference by a mapper too; ours replaces it. */
    @Test
    void theAuthenticationContext() {
        aws.change(client -> client.withObject("/attributes").put("saml.authnstatement", "true"));

        Page page = traveller.signIn(aws.console());

        assertThat(SamlPost.of(page).authnContext()).isEqualTo("urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken");
    }

    private void onlyOurs(Page page) {
        Map<String, List<String>> attributes = aws.accepted(page).attributes();
        assertThat(attributes.get(PREFIX + "Role")).containsExactly(pair("Admin"));
        assertThat(attributes.get(ASSURANCE)).containsExactly("https://refeds.org/profile/mfa");
        assertThat(SamlPost.of(page).attributes().keySet())
                .filteredOn(name -> name.strip().equalsIgnoreCase(PREFIX + "Role"))
                .containsExactly(PREFIX + "Role");
    }

    /** Signs in while AWS's client has this mapper. */
    private Page withMapper(String provider, Map<String, String> config) {
        String mappers = "/clients/" + aws.clientUuid() + "/protocol-mappers/models";
        mapper = aws.realm()
                .admin()
                .create(
                        mappers,
                        Map.of("name", "not-ours", "protocol", "saml", "protocolMapper", provider, "config", config));
        try {
            aws.realm().clearEvents();
            return traveller.signIn(aws.console());
        } finally {
            aws.realm().admin().delete(mappers + "/" + mapper);
        }
    }
}
