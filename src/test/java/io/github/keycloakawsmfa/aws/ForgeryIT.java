package io.github.keycloakawsmfa.aws;

import static io.github.keycloakawsmfa.walk.AwsSide.ASSURANCE;
import static io.github.keycloakawsmfa.walk.AwsSide.PREFIX;
import static io.github.keycloakawsmfa.walk.AwsSide.pair;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever may change mappers writes neither roles nor evidence: the gate takes out what it did not write. */
class ForgeryIT {

    private static final String OWNER =
            "arn:aws:iam::123456789012:role/Owner,arn:aws:iam::123456789012:saml-provider/keycloak";

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    private static int count;

    private static String group;

    private final TestRealm realm = aws.realm();
    private Person person;

    @BeforeAll
    static void attributesOfAnyName() {
        ObjectNode profile = (ObjectNode) aws.realm().admin().get("/users/profile");
        aws.realm().admin().put("/users/profile", profile.put("unmanagedAttributePolicy", "ENABLED"));
        group = aws.realm().admin().create("/groups", Map.of("name", OWNER.replace('/', ':')));
    }

    @BeforeEach
    void aUserWithOneRole() {
        person = aws.person("user-" + ++count, "Admin");
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
                "saml-hardcode-attribute-mapper", merged(hardCoded(name), Map.of("friendly.name", friendlyName)));

        onlyOurs(page);
        assertRemoved(name.strip());
    }

    /** Whatever of Keycloak's mappers writes it, and wherever its value comes from. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("otherMappers")
    void anAttributeByAnotherMapper(String provider, String name, Map<String, String> config) {
        ObjectNode user =
                (ObjectNode) realm.admin().get("/users/" + person.user().id());
        user.putObject("attributes").putArray("wish").add(OWNER);
        realm.admin().put("/users/" + person.user().id(), user);
        realm.admin().put("/users/" + person.user().id() + "/groups/" + group, Map.of());

        Page page = withMapper(provider, merged(config, Map.of("attribute.nameformat", "URI Reference")));

        onlyOurs(page);
        assertRemoved(name);
    }

    static Stream<Arguments> otherMappers() {
        Map<String, Map<String, String>> mappers = Map.of(
                "saml-user-attribute-mapper", Map.of("user.attribute", "wish"),
                "saml-user-property-mapper", Map.of("user.attribute", "email"),
                "saml-user-session-note-mapper", Map.of("note", "virtual-mfa.evidence"),
                "saml-group-membership-mapper", Map.of("single", "true", "full.path", "false"));
        return mappers.entrySet().stream()
                .flatMap(mapper -> Stream.of(PREFIX + "Role", ASSURANCE, PREFIX + "PrincipalTag:mfaKind")
                        .flatMap(name -> Stream.of(
                                Arguments.of(
                                        mapper.getKey(),
                                        name,
                                        merged(mapper.getValue(), Map.of("attribute.name", name))),
                                Arguments.of(
                                        mapper.getKey(),
                                        "other",
                                        merged(
                                                mapper.getValue(),
                                                Map.of("attribute.name", "other", "friendly.name", name))))));
    }

    /** It hangs at no client, so whoever looks at AWS's client does not see it. */
    @Test
    void anAttributeByAClientScope() {
        String scope = realm.admin().create("/client-scopes", Map.of("name", "forged-" + count, "protocol", "saml"));
        realm.admin()
                .create(
                        "/client-scopes/" + scope + "/protocol-mappers/models",
                        model("saml-hardcode-attribute-mapper", hardCoded(PREFIX + "Role")));
        String bound = "/clients/" + aws.clientUuid() + "/default-client-scopes/" + scope;
        realm.admin().put(bound, Map.of());
        try {
            realm.clearEvents();
            Page page = person.signInWithCode(aws.console());

            onlyOurs(page);
            assertRemoved(PREFIX + "Role");
        } finally {
            realm.admin().delete(bound);
        }
    }

    /** Keycloak adds such a role to what mappers see, not to the user: it is none of his roles at AWS. */
    @Test
    void aRoleThatIsHardCoded() {
        Page page =
                withMapper("saml-hardcode-role-mapper", Map.of("role", AwsSide.CLIENT_ID + ".123456789012/ReadOnly"));

        onlyOurs(page);
    }

    /** Keycloak's own role list writes each role's plain name, under any attribute name. */
    @Test
    void theRoleList() {
        Page page = withMapper(
                "saml-role-list-mapper",
                Map.of("attribute.name", PREFIX + "Role", "attribute.nameformat", "Basic", "single", "false"));

        onlyOurs(page);
        assertThat(realm.events("LOGIN_ERROR"))
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
        assertThat(realm.events("LOGIN_ERROR")).isEmpty();
    }

    /** Keycloak writes the class reference by a mapper too; ours replaces it. */
    @Test
    void theAuthenticationContext() {
        aws.change(client -> client.withObject("/attributes").put("saml.authnstatement", "true"));

        Page page = person.signInWithCode(aws.console());

        assertThat(SamlPost.of(page).authnContext()).isEqualTo("urn:oasis:names:tc:SAML:2.0:ac:classes:TimeSyncToken");
    }

    private void onlyOurs(Page page) {
        Map<String, List<String>> attributes = aws.accepted(page).attributes();
        assertThat(attributes.get(PREFIX + "Role")).containsExactly(pair("Admin"));
        assertThat(attributes.get(ASSURANCE)).containsExactly("https://refeds.org/profile/mfa");
        assertThat(SamlPost.of(page).xml()).doesNotContain("role/Owner");
        assertThat(SamlPost.of(page).attributes().keySet())
                .noneMatch(name -> name.startsWith(PREFIX + "PrincipalTag:mfa"))
                .filteredOn(name -> name.strip().equalsIgnoreCase(PREFIX + "Role"))
                .containsExactly(PREFIX + "Role");
    }

    private void assertRemoved(String name) {
        assertThat(realm.events("LOGIN_ERROR")).singleElement().satisfies(event -> {
            assertThat(event.error()).isEqualTo("aws_mfa_attribute_removed");
            assertThat(event.userId()).isEqualTo(person.user().id());
            assertThat(event.clientId()).isEqualTo(AwsSide.CLIENT_ID);
            assertThat(event.details())
                    .containsEntry("reason", "attribute_not_ours")
                    .containsEntry("path", "/realms/" + realm.name() + "/login-actions/required-action");
            assertThat(event.details().get("attributes")).contains(name);
        });
    }

    private static Map<String, String> hardCoded(String name) {
        return Map.of("attribute.name", name, "attribute.nameformat", "URI Reference", "attribute.value", OWNER);
    }

    private static Map<String, String> merged(Map<String, String> one, Map<String, String> other) {
        Map<String, String> all = new HashMap<>(one);
        all.putAll(other);
        return all;
    }

    private static Map<String, Object> model(String provider, Map<String, String> config) {
        return Map.of("name", "not-ours", "protocol", "saml", "protocolMapper", provider, "config", config);
    }

    /** Signs in while AWS's client has this mapper. */
    private Page withMapper(String provider, Map<String, String> config) {
        String mappers = "/clients/" + aws.clientUuid() + "/protocol-mappers/models";
        String mapper = realm.admin().create(mappers, model(provider, config));
        try {
            realm.clearEvents();
            return person.signInWithCode(aws.console());
        } finally {
            realm.admin().delete(mappers + "/" + mapper);
        }
    }
}
