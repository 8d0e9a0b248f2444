package io.github.keycloakawsmfa.admin.setup;

import static io.github.keycloakawsmfa.admin.setup.SetupChanges.detail;
import static io.github.keycloakawsmfa.admin.setup.SetupChanges.lines;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.KeycloakServer;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Set-up over REST on a real server; every test begins with a realm as Keycloak makes it. */
class SetupIT {
    private static final String SETUP = "/aws-mfa/setup";
    private static final String CLIENT_ID = "urn:amazon:webservices";
    private static final String ACS = "https://signin.aws.amazon.com/saml";
    private static final String ROLE = "https://aws.amazon.com/SAML/Attributes/Role";
    private static final String PAIR =
            "arn:aws:iam::123456789012:role/Admin,arn:aws:iam::123456789012:saml-provider/keycloak";

    private static final KeycloakServer SERVER = KeycloakServer.shared();
    private static final String RUN = Long.toString(ProcessHandle.current().pid(), 36);
    private static int count;

    private AdminApi admin;
    private String name;

    @BeforeEach
    void aFreshRealm() {
        name = "setup-" + RUN + "-" + ++count;
        SERVER.admin()
                .createRealm(json().put("realm", name)
                        .put("enabled", true)
                        .put("adminEventsEnabled", true)
                        .put("adminEventsDetailsEnabled", true));
        admin = SERVER.admin().realm(name);
    }

    @AfterEach
    void noRealmIsLeft() {
        admin.delete("");
    }

    @Nested
    @DisplayName("Given a fresh realm")
    class Fresh {

        @Test
        void oneCallWithoutABodyMakesAll() {
            JsonNode answer = ok(SETUP, null);

            assertThat(answer.get("dryRun").asBoolean()).isFalse();
            assertThat(lines(answer))
                    .containsExactly(
                            "update realm-setting accessCodeLifespanUserAction",
                            "create required-action virtual-mfa",
                            "create required-action virtual-mfa-devices",
                            "create key virtual-mfa",
                            "create client urn:amazon:webservices",
                            "create mapper RoleSessionName",
                            "create mapper SessionDuration",
                            "create mapper NameID",
                            "create flow aws-mfa browser",
                            "update flow-binding urn:amazon:webservices");
        }

        @Test
        void theClientIsAsAwsWantsIt() {
            ok(SETUP, null);
            JsonNode client = client(CLIENT_ID);

            assertThat(client.get("protocol").asText()).isEqualTo("saml");
            assertThat(client.get("enabled").asBoolean()).isTrue();
            assertThat(client.get("fullScopeAllowed").asBoolean()).isFalse();
            assertThat(client.get("consentRequired").asBoolean()).isFalse();
            assertThat(client.get("frontchannelLogout").asBoolean()).isTrue();
            assertThat(client.get("defaultClientScopes")).isEmpty();
            assertThat(client.get("optionalClientScopes")).isEmpty();
            assertThat(texts(client.get("redirectUris"))).containsExactly(ACS);
            assertThat(client.get("baseUrl").asText())
                    .isEqualTo("/realms/" + name + "/protocol/saml/clients/amazon-aws");
            JsonNode attributes = client.get("attributes");
            assertThat(attributes.get("saml_idp_initiated_sso_url_name").asText())
                    .isEqualTo("amazon-aws");
            assertThat(attributes.get("saml_assertion_consumer_url_post").asText())
                    .isEqualTo(ACS);
            assertThat(attributes.get("saml.server.signature").asText()).isEqualTo("true");
            assertThat(attributes.get("saml.assertion.signature").asText()).isEqualTo("true");
            assertThat(attributes.get("saml.signature.algorithm").asText()).isEqualTo("RSA_SHA256");
            assertThat(attributes.get("saml.client.signature").asText()).isEqualTo("false");
            assertThat(attributes.get("saml.encrypt").asText()).isEqualTo("false");
            assertThat(attributes.get("saml.onetimeuse.condition").asText()).isEqualTo("false");
            assertThat(attributes.get("saml.force.post.binding").asText()).isEqualTo("true");
            assertThat(attributes.get("saml.authnstatement").asText()).isEqualTo("true");
            assertThat(attributes.get("saml.assertion.lifespan").asText()).isEqualTo("300");
            assertThat(attributes.get("saml_name_id_format").asText()).isEqualTo("persistent");
            assertThat(attributes.get("aws-mfa.guarded").asText()).isEqualTo("true");
            assertThat(attributes.get("aws-mfa.max-age").asText()).isEqualTo("PT12H");
            assertThat(attributes.get("aws-mfa.partition").asText()).isEqualTo("aws");
            assertThat(attributes.get("aws-mfa.provider").asText()).isEqualTo("keycloak");
        }

        @Test
        void theFlowIdentifiesFirstAndThenAsksForTheCode() {
            ok(SETUP, null);
            String flow = client(CLIENT_ID)
                    .get("authenticationFlowBindingOverrides")
                    .get("browser")
                    .asText();

            assertThat(admin.get("/authentication/flows/" + flow).get("alias").asText())
                    .isEqualTo("aws-mfa browser");
            assertThat(executions("aws-mfa browser"))
                    .startsWith("0 REQUIRED aws-mfa identity", "1 ALTERNATIVE auth-cookie")
                    .contains(
                            "1 ALTERNATIVE identity-provider-redirector",
                            "1 ALTERNATIVE aws-mfa forms",
                            "2 REQUIRED auth-username-password-form",
                            "2 CONDITIONAL aws-mfa Browser - Conditional 2FA")
                    .endsWith("0 REQUIRED virtual-mfa-form");
            assertThat(realm().get("browserFlow").asText()).isEqualTo("browser");
        }

        @Test
        void theActionsAreEnabledAndTheWizardHasTime() {
            ok(SETUP, null);
            for (String[] named : new String[][] {
                {"virtual-mfa", "Assign virtual MFA device"}, {"virtual-mfa-devices", "Manage virtual MFA devices"}
            }) {
                JsonNode action = admin.get("/authentication/required-actions/" + named[0]);

                assertThat(action.get("enabled").asBoolean()).isTrue();
                assertThat(action.get("defaultAction").asBoolean()).isFalse();
                assertThat(action.get("name").asText()).isEqualTo(named[1]);
            }
            assertThat(realm().get("accessCodeLifespanUserAction").asInt()).isEqualTo(1800);
        }

        @Test
        void whatAFirstDeviceTakesIsSetOnlyIfTheCallSaysSo() {
            ok(SETUP, null);
            assertThat(realm().at("/attributes").has("aws-mfa.first-device")).isFalse();

            String body = "{\"firstDevice\": \"ticket\"}";
            assertThat(lines(ok(SETUP + "?dryRun=true", body))).contains("update realm-setting aws-mfa.first-device");
            assertThat(realm().at("/attributes").has("aws-mfa.first-device")).isFalse();
            ok(SETUP, body);
            assertThat(realm().at("/attributes/aws-mfa.first-device").asText()).isEqualTo("ticket");
            onlyKept(ok(SETUP, body));

            onlyKept(ok(SETUP, null));
            assertThat(realm().at("/attributes/aws-mfa.first-device").asText()).isEqualTo("ticket");
        }

        @Test
        void whatIsToldAboutALostDeviceIsSetAndRemoved() {
            ok(SETUP, "{\"lostDevice\": \"Call 4711\"}");
            onlyKept(ok(SETUP, "{\"lostDevice\": \"Call 4711\"}"));
            onlyKept(ok(SETUP, null));
            assertThat(realm().at("/attributes/aws-mfa.lost-device").asText()).isEqualTo("Call 4711");

            assertThat(lines(ok(SETUP, "{\"lostDevice\": \"\"}"))).contains("update realm-setting aws-mfa.lost-device");
            assertThat(realm().at("/attributes").has("aws-mfa.lost-device")).isFalse();
        }

        @Test
        void datesOfGroupsAndRolesAreSetAndRemoved() {
            String parent = admin.create("/groups", Map.of("name", "staff"));
            String group = admin.create("/groups/" + parent + "/children", Map.of("name", "ops"));
            String role = "123456789012/Dated";
            String body =
                    "{\"accounts\": {\"123456789012\": [\"Dated\"]}, \"reminders\": \"weekly\", \"rollout\": {\"groups\":"
                            + " {\"/staff/ops\": \"2999-01-01\"}, \"roles\": {\"" + role
                            + "\": \"2999-02-01T00:00:00Z\"}}}";

            assertThat(lines(ok(SETUP + "?dryRun=true", body)))
                    .contains(
                            "update rollout group /staff/ops",
                            "update rollout role " + role,
                            "update realm-setting aws-mfa.reminders");
            assertThat(date("/groups/" + group)).isEmpty();
            assertThat(detail(ok(SETUP, body), "group /staff/ops", "rollout")).isEqualTo("(none) -> 2999-01-01");
            String rolePath = "/clients/"
                    + admin.get("/clients?clientId=" + CLIENT_ID).at("/0/id").asText() + "/roles/123456789012%2FDated";
            assertThat(date("/groups/" + group)).isEqualTo("2999-01-01");
            assertThat(date(rolePath)).isEqualTo("2999-02-01T00:00:00Z");
            assertThat(realm().at("/attributes/aws-mfa.reminders").asText()).isEqualTo("weekly");
            onlyKept(ok(SETUP, body));
            onlyKept(ok(SETUP, body.replace("\"2999-01-01\"", "\"2999-01-01T01:00:00+01:00\"")));
            onlyKept(ok(SETUP, null));

            ok(SETUP, body.replaceAll("2999[-0-9T:Z]*", "").replace("weekly", "off"));
            assertThat(date("/groups/" + group)).isEmpty();
            assertThat(date(rolePath)).isEmpty();
            onlyKept(ok(SETUP, "{\"rollout\": {\"groups\": {\"/staff/ops\": \"\"}}, \"reminders\": \"off\"}"));

            for (String unknown : List.of("\"groups\": {\"/staff/dev\": \"\"}", "\"roles\": {\"1/None\": \"\"}")) {
                AdminApi.Answer answer = admin.send("POST", SETUP, "{\"rollout\": {" + unknown + "}}");
                assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
                assertThat(answer.body()).containsPattern("/staff/dev|1/None").contains("does not exist");
            }
        }

        private String date(String path) {
            return admin.get(path).at("/attributes/aws-mfa.required-from/0").asText();
        }

        @Test
        void theNamesThatAnAdministratorGaveTheActionsStay() {
            ok(SETUP, null);
            ObjectNode action = (ObjectNode) admin.get("/authentication/required-actions/virtual-mfa");
            admin.put("/authentication/required-actions/virtual-mfa", action.put("name", "Phone for AWS"));

            onlyKept(ok(SETUP, null));
            assertThat(admin.get("/authentication/required-actions/virtual-mfa")
                            .get("name")
                            .asText())
                    .isEqualTo("Phone for AWS");
        }

        @Test
        void keycloaksOwnCodesAreSwitchedOffAndOnOnlyIfTheCallSaysSo() {
            ok(SETUP, null);
            assertThat(offersBuiltInOtp()).isTrue();

            String off = "{\"disableBuiltInOtp\": true}";
            assertThat(changed(ok(SETUP + "?dryRun=true", off)))
                    .containsExactly("update required-action CONFIGURE_TOTP");
            assertThat(offersBuiltInOtp()).isTrue();
            assertThat(changed(ok(SETUP, off))).containsExactly("update required-action CONFIGURE_TOTP");
            assertThat(offersBuiltInOtp()).isFalse();
            assertThat(lines(ok(SETUP, off))).contains("keep required-action CONFIGURE_TOTP");
            onlyKept(ok(SETUP, off));
            onlyKept(ok(SETUP, null));
            assertThat(offersBuiltInOtp()).isFalse();

            String on = "{\"disableBuiltInOtp\": false}";
            assertThat(changed(ok(SETUP, on))).containsExactly("update required-action CONFIGURE_TOTP");
            assertThat(offersBuiltInOtp()).isTrue();
            onlyKept(ok(SETUP, on));

            admin.delete("/authentication/required-actions/CONFIGURE_TOTP");
            onlyKept(ok(SETUP, off));
            AdminApi.Answer refused = admin.send("POST", SETUP, on);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body()).contains("CONFIGURE_TOTP: not registered");
        }

        @Test
        void whoMustSetUpKeycloaksOwnCodesIsNotLockedOutUnasked() {
            String executions = "/authentication/flows/Browser - Conditional 2FA/executions".replace(" ", "%20");
            for (JsonNode step : admin.get(executions)) {
                ObjectNode changed = (ObjectNode) step;
                if (changed.path("providerId").asText().equals("auth-otp-form")) {
                    admin.put(executions, changed.put("requirement", "REQUIRED"));
                } else if (changed.path("providerId").asText().equals("conditional-user-configured")) {
                    admin.put(executions, changed.put("requirement", "DISABLED"));
                }
            }
            String off = "{\"disableBuiltInOtp\": true}";

            AdminApi.Answer refused = admin.send("POST", SETUP, off);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body()).contains("can no longer sign in", ": browser (send");
            assertThat(offersBuiltInOtp()).isTrue();

            assertThat(lines(ok(SETUP, "{\"disableBuiltInOtp\": true, \"adopt\": true}")))
                    .contains("adopt required-action CONFIGURE_TOTP");
            assertThat(offersBuiltInOtp()).isFalse();
        }

        private boolean offersBuiltInOtp() {
            return admin.get("/authentication/required-actions/CONFIGURE_TOTP")
                    .get("enabled")
                    .asBoolean();
        }

        @Test
        void theSessionAtAwsIsAsTheCallSays() {
            String body = """
                    {"sessionName": "email", "sourceIdentity": "attribute:employee", "tags": ["mfa", "mfa-device"],
                     "userTags": {"team": "department"}, "transitiveTags": ["team"]}
                    """;
            assertThat(lines(ok(SETUP, body))).contains("create mapper SourceIdentity");
            JsonNode client = client(CLIENT_ID);

            assertThat(client.at("/attributes/aws-mfa.tags").asText()).isEqualTo("mfa,mfa-device");
            assertThat(client.at("/attributes/aws-mfa.user-tags").asText()).isEqualTo("team=department");
            assertThat(client.at("/attributes/aws-mfa.transitive-tags").asText())
                    .isEqualTo("team");
            assertThat(source(client, "aws-role-session-name-mapper")).isEqualTo("email");
            assertThat(source(client, "aws-source-identity-mapper")).isEqualTo("attribute:employee");
            onlyKept(ok(SETUP, body));
            onlyKept(ok(SETUP, null));
            assertThat(findings("client")).as("no drift").isEmpty();
        }

        @Test
        void theSessionAtAwsIsChangedAndSwitchedOffAgain() {
            ok(
                    SETUP,
                    "{\"sourceIdentity\": \"username\", \"tags\": [\"mfa\"], \"userTags\": {\"team\": \"department\"}}");

            assertThat(
                            details(
                                    ok(
                                            SETUP,
                                            "{\"sessionName\": \"attribute:id\", \"sourceIdentity\": \"email\", \"tags\": [\"mfa-time\"]}")))
                    .containsExactlyInAnyOrder(
                            "update client-setting aws-mfa.tags: mfa -> mfa-time",
                            "update mapper-setting RoleSessionName: username -> attribute:id",
                            "update mapper-setting SourceIdentity: username -> email");
            assertThat(
                            details(
                                    ok(
                                            SETUP,
                                            "{\"sessionName\": \"username\", \"sourceIdentity\": \"\", \"tags\": [], \"userTags\": {}}")))
                    .containsExactlyInAnyOrder(
                            "update client-setting aws-mfa.tags: mfa-time -> (none)",
                            "update client-setting aws-mfa.user-tags: team=department -> (none)",
                            "update mapper-setting RoleSessionName: attribute:id -> username",
                            "update mapper SourceIdentity: removed");
            JsonNode client = client(CLIENT_ID);
            assertThat(client.get("attributes").has("aws-mfa.tags")).isFalse();
            assertThat(client.get("protocolMappers")).hasSize(3);
            onlyKept(ok(SETUP, "{\"sourceIdentity\": \"\", \"tags\": []}"));
        }

        @Test
        void aMapperOfSomebodysIsInTheWayOfAnotherSource() {
            ok(SETUP, null);
            for (JsonNode mapper : client(CLIENT_ID).get("protocolMappers")) {
                admin.delete("/clients/" + client(CLIENT_ID).get("id").asText() + "/protocol-mappers/models/"
                        + mapper.get("id").asText());
            }
            admin.post(
                    "/clients/" + client(CLIENT_ID).get("id").asText() + "/protocol-mappers/models",
                    json().put("name", "mine")
                            .put("protocol", "saml")
                            .put("protocolMapper", "saml-user-property-mapper")
                            .set(
                                    "config",
                                    json().put(
                                                    "attribute.name",
                                                    "https://aws.amazon.com/SAML/Attributes/RoleSessionName")
                                            .put("user.attribute", "email")));

            AdminApi.Answer refused = admin.send("POST", SETUP, "{\"sessionName\": \"email\"}");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body()).contains("is written by mine");
            ok(SETUP, null);
        }

        @Test
        void whatCannotBeReadOfTheSessionIsFound() {
            ok(SETUP, "{\"sourceIdentity\": \"username\"}");
            ObjectNode client = client(CLIENT_ID);
            client.withObject("/attributes")
                    .put("aws-mfa.tags", "mfa,mfs")
                    .put("aws-mfa.user-tags", "mfa=forged,team=department")
                    .put("aws-mfa.transitive-tags", "a#b");
            admin.put("/clients/" + client.get("id").asText(), client);
            for (JsonNode mapper : client.get("protocolMappers")) {
                if (!mapper.get("name").asText().equals("SessionDuration")) {
                    ((ObjectNode) mapper).withObject("/config").put("source", "mail");
                    admin.put(
                            "/clients/" + client.get("id").asText() + "/protocol-mappers/models/"
                                    + mapper.get("id").asText(),
                            mapper);
                }
            }

            assertThat(findings("client"))
                    .containsExactlyInAnyOrder(
                            "client-value-unreadable client urn:amazon:webservices, aws-mfa.tags",
                            "client-value-unreadable client urn:amazon:webservices, aws-mfa.user-tags",
                            "client-value-unreadable client urn:amazon:webservices, aws-mfa.transitive-tags",
                            "session-name-unreadable client urn:amazon:webservices, mapper RoleSessionName",
                            "session-name-unreadable client urn:amazon:webservices, mapper SourceIdentity");
        }

        private List<String> findings(String about) {
            return StreamSupport.stream(
                            admin.get("/aws-mfa/check").get("findings").spliterator(), false)
                    .filter(finding -> finding.get("where").asText().startsWith(about))
                    .map(finding -> finding.get("id").asText() + " "
                            + finding.get("where").asText())
                    .toList();
        }

        private List<String> details(JsonNode answer) {
            return StreamSupport.stream(answer.get("changes").spliterator(), false)
                    .filter(change -> !change.get("action").asText().equals("keep"))
                    .map(change -> change.get("action").asText() + " "
                            + change.get("what").asText() + " "
                            + change.get("name").asText() + ": "
                            + change.get("detail").asText())
                    .toList();
        }

        private String source(JsonNode client, String mapper) {
            return StreamSupport.stream(client.get("protocolMappers").spliterator(), false)
                    .filter(found -> found.get("protocolMapper").asText().equals(mapper))
                    .map(found -> found.at("/config/source").asText())
                    .findFirst()
                    .orElseThrow();
        }

        @Test
        void aLongerTimeIsNotShortened() {
            change(realm -> realm.put("accessCodeLifespanUserAction", 3600));
            ok(SETUP, null);

            assertThat(realm().get("accessCodeLifespanUserAction").asInt()).isEqualTo(3600);
        }

        @Test
        void everythingAskedForIsMade() {
            String body = """
                    {"partition": "aws-us-gov", "provider": "kc.prod", "maxAge": "PT1H",
                     "accounts": {"123456789012": ["Admin", "ops/ReadOnly"], "210987654321": ["Admin"]},
                     "endpoints": ["https://us-gov-east-1.signin.amazonaws-us-gov.com/saml",
                                   "https://signin.amazonaws-us-gov.com/saml"]}
                    """;
            ok(SETUP, body);
            JsonNode client = client("urn:amazon:webservices:govcloud");

            assertThat(roles(client))
                    .containsExactlyInAnyOrder("123456789012/Admin", "123456789012/ops/ReadOnly", "210987654321/Admin");
            assertThat(client.at("/attributes/saml_assertion_consumer_url_post").asText())
                    .isEqualTo("https://us-gov-east-1.signin.amazonaws-us-gov.com/saml");
            assertThat(client.get("redirectUris")).hasSize(2);
            assertThat(client.at("/attributes/saml_idp_initiated_sso_url_name").asText())
                    .isEqualTo("amazon-aws-us-gov");
            assertThat(client.at("/attributes/aws-mfa.max-age").asText()).isEqualTo("PT1H");
            assertThat(client.at("/attributes/aws-mfa.provider").asText()).isEqualTo("kc.prod");
            onlyKept(ok(SETUP, body));
        }

        @Test
        void asManyDefaultsAsAskedTwiceChangeNothing() {
            ok(SETUP, "{\"accounts\": {\"123456789012\": [\"Admin\"]}, \"maxAge\": \"PT1H\"}");
            String before = export();

            onlyKept(ok(SETUP, null));
            onlyKept(ok(SETUP, "{}"));
            assertThat(export()).isEqualTo(before);
        }

        @Test
        void aDryRunTellsAndChangesNothing() {
            String before = export();
            String body = "{\"scope\": \"realm\", \"accounts\": {\"123456789012\": [\"Admin\"]}}";
            JsonNode dry = ok(SETUP + "?dryRun=true", body);

            assertThat(dry.get("dryRun").asBoolean()).isTrue();
            assertThat(export()).isEqualTo(before);
            assertThat(admin.get("/admin-events")).isEmpty();
            assertThat(ok(SETUP, body).get("changes")).isEqualTo(dry.get("changes"));
        }

        @Test
        void anAdminEventTellsWhatWasAskedFor() {
            ok(SETUP, "{\"maxAge\": \"PT1H\"}");
            JsonNode event = admin.get("/admin-events").get(0);

            assertThat(event.get("operationType").asText()).isEqualTo("ACTION");
            assertThat(event.get("resourcePath").asText()).isEqualTo("aws-mfa/setup");
            assertThat(event.get("representation").asText()).contains("\"maxAge\":\"PT1H\"");
        }

        @Test
        void whatSomebodyBrokeIsMended() {
            ok(SETUP, null);
            ObjectNode client = client(CLIENT_ID);
            ((ObjectNode) client.get("attributes"))
                    .put("saml.assertion.signature", "false")
                    .put("saml.onetimeuse.condition", "true")
                    .put("aws-mfa.max-age", "for ever")
                    .put("saml_name_id_format", "email");
            admin.put("/clients/" + client.get("id").asText(), client.put("fullScopeAllowed", true));
            ObjectNode action = (ObjectNode) admin.get("/authentication/required-actions/virtual-mfa");
            admin.put("/authentication/required-actions/virtual-mfa", action.put("enabled", false));

            assertThat(changed(ok(SETUP, null)))
                    .containsExactly(
                            "update required-action virtual-mfa",
                            "update client-setting fullScopeAllowed",
                            "update client-setting saml.assertion.signature",
                            "update client-setting saml.onetimeuse.condition",
                            "update client-setting aws-mfa.max-age");
            onlyKept(ok(SETUP, null));
        }

        @Test
        void scopeRealmAsksEverybody() {
            ok(SETUP, "{\"scope\": \"realm\"}");

            assertThat(realm().get("browserFlow").asText()).isEqualTo("aws-mfa browser");
            assertThat(client(CLIENT_ID).get("authenticationFlowBindingOverrides"))
                    .isEmpty();
            onlyKept(ok(SETUP, "{\"scope\": \"realm\"}"));
        }

        @Test
        void organizationsKeepTheirIdentityFirstPage() {
            change(realm -> realm.put("organizationsEnabled", true));
            ok(SETUP, null);

            assertThat(executions("aws-mfa browser")).contains("3 ALTERNATIVE organization");
            onlyKept(ok(SETUP, null));
        }
    }

    @Nested
    @DisplayName("Given an AWS client that somebody else made")
    class Foreign {
        private String uuid;

        @BeforeEach
        void aClassicClient() {
            ObjectNode client = json().put("clientId", CLIENT_ID)
                    .put("protocol", "saml")
                    .put("enabled", true)
                    .put("fullScopeAllowed", true);
            client.putArray("redirectUris")
                    .add("https://eu-west-1.signin.aws.amazon.com/saml")
                    .add("https://signin.aws.amazon.com/*");
            client.putObject("attributes")
                    .put("saml_idp_initiated_sso_url_name", "aws")
                    .put("saml_name_id_format", "email")
                    .put("saml_assertion_consumer_url_post", "https://eu-west-1.signin.aws.amazon.com/saml")
                    .put("saml.client.signature", "true")
                    // Else Keycloak makes a key for each.
                    .put("saml.signing.certificate", "a certificate");
            client.putArray("protocolMappers")
                    .add(mapper("roles", "saml-role-list-mapper", ROLE))
                    .add(mapper("one role", "saml-hardcode-attribute-mapper", ROLE + " "))
                    .add(mapper("session", "saml-user-property-mapper", ROLE + "SessionName"));
            client.putArray("defaultClientScopes").add("role_list");
            uuid = admin.create("/clients", client);
            admin.post("/clients/" + uuid + "/roles", json().put("name", PAIR));
        }

        @Test
        void aDryRunListsWhatItWouldAdopt() {
            String before = export();
            JsonNode answer = ok(SETUP + "?dryRun=true", null);

            assertThat(lines(answer))
                    .contains(
                            "adopt client urn:amazon:webservices",
                            "update client-setting fullScopeAllowed",
                            "update client-setting redirectUris",
                            "update client-setting saml.client.signature",
                            "update mapper roles",
                            "update mapper one role",
                            "update client-scope role_list",
                            "keep mapper RoleSessionName");
            assertThat(detail(answer, "redirectUris"))
                    .isEqualTo("https://eu-west-1.signin.aws.amazon.com/saml https://signin.aws.amazon.com/*"
                            + " -> https://eu-west-1.signin.aws.amazon.com/saml");
            assertThat(export()).isEqualTo(before);
        }

        @Test
        void withoutAdoptItIsAConflictAndNothingChanges() {
            String before = export();
            AdminApi.Answer answer = admin.send("POST", SETUP, null);

            assertThat(answer.status()).isEqualTo(409);
            assertThat(lines(answer.json())).contains("conflict client urn:amazon:webservices");
            assertThat(detail(answer.json(), CLIENT_ID)).contains("\"adopt\": true");
            assertThat(export()).isEqualTo(before);
        }

        @Test
        void adoptKeepsWhatUsersRelyOn() {
            TestUser user = user("alice");
            JsonNode role = admin.get("/clients/" + uuid + "/roles").get(0);
            admin.post(
                    "/users/" + user.id() + "/role-mappings/clients/" + uuid,
                    AdminApi.JSON.createArrayNode().add(role));

            ok(SETUP, "{\"adopt\": true, \"accounts\": {\"123456789012\": [\"ReadOnly\"]}}");
            JsonNode client = client(CLIENT_ID);

            assertThat(client.get("id").asText()).isEqualTo(uuid);
            assertThat(roles(client)).containsExactlyInAnyOrder(PAIR, "123456789012/ReadOnly");
            assertThat(admin.get("/users/" + user.id() + "/role-mappings/clients/" + uuid))
                    .singleElement()
                    .satisfies(kept -> assertThat(kept.get("name").asText()).isEqualTo(PAIR));
            assertThat(client.at("/attributes/saml_idp_initiated_sso_url_name").asText())
                    .isEqualTo("aws");
            assertThat(client.at("/attributes/saml_name_id_format").asText()).isEqualTo("email");
            assertThat(client.at("/attributes/saml_assertion_consumer_url_post").asText())
                    .isEqualTo("https://eu-west-1.signin.aws.amazon.com/saml");
            assertThat(texts(client.get("redirectUris")))
                    .containsExactly("https://eu-west-1.signin.aws.amazon.com/saml");
            assertThat(client.get("defaultClientScopes")).isEmpty();
            assertThat(client.get("protocolMappers"))
                    .extracting(mapper -> mapper.get("name").asText())
                    .containsExactlyInAnyOrder("session", "SessionDuration", "NameID");
            assertThat(client.at("/attributes/aws-mfa.guarded").asText()).isEqualTo("true");
            onlyKept(ok(SETUP, "{\"accounts\": {\"123456789012\": [\"ReadOnly\"]}}"));
        }

        /** Keycloak then sends the username, or what a request asks for: AWS knows the users by it. */
        @Test
        void aClientWithoutANameIdFormatGoesOnWithoutOne() {
            nameId("", "");

            ok(SETUP, "{\"adopt\": true}");

            JsonNode attributes = client(CLIENT_ID).get("attributes");
            assertThat(attributes.has("saml_name_id_format")).isFalse();
            assertThat(attributes.has("saml_force_name_id_format")).isFalse();
            assertThat(mappers()).contains("NameID");
            onlyKept(ok(SETUP, null));
        }

        @Test
        void aFormatThatCannotBePersistentNeedsNoMapper() {
            nameId("email", "true");

            ok(SETUP, "{\"adopt\": true}");

            assertThat(mappers()).containsExactlyInAnyOrder("session", "SessionDuration");
        }

        @Test
        void somebodyElsesMapperOfThePersistentNameIdGoesOn() {
            nameId("persistent", "true");
            admin.post("/clients/" + uuid + "/protocol-mappers/models", nameIdMapper("employee number"));

            JsonNode answer = ok(SETUP, "{\"adopt\": true}");

            assertThat(lines(answer)).contains("keep mapper NameID");
            assertThat(detail(answer, "NameID")).isEqualTo("given by employee number");
            assertThat(mappers()).containsExactlyInAnyOrder("session", "SessionDuration", "employee number");
        }

        private void nameId(String format, String forced) {
            ObjectNode client = client(CLIENT_ID);
            ((ObjectNode) client.get("attributes"))
                    .put("saml_name_id_format", format)
                    .put("saml_force_name_id_format", forced);
            admin.put("/clients/" + uuid, client);
        }

        private List<String> mappers() {
            return client(CLIENT_ID)
                    .get("protocolMappers")
                    .valueStream()
                    .map(mapper -> mapper.get("name").asText())
                    .toList();
        }

        /** The scope goes because it writes roles as well; session name and NameID must not go with it. */
        @Test
        void aSessionNameThatGoesWithAScopeIsWrittenAnew() {
            ObjectNode scope = json().put("name", "aws-scope").put("protocol", "saml");
            scope.putArray("protocolMappers")
                    .add(mapper("roles of the scope", "saml-role-list-mapper", ROLE))
                    .add(mapper("session of the scope", "saml-user-property-mapper", ROLE + "SessionName"))
                    .add(nameIdMapper("name of the scope"));
            String scopeId = admin.create("/client-scopes", scope);
            admin.put("/clients/" + uuid + "/default-client-scopes/" + scopeId, json());
            for (JsonNode own : client(CLIENT_ID).get("protocolMappers")) {
                admin.delete("/clients/" + uuid + "/protocol-mappers/models/"
                        + own.get("id").asText());
            }

            JsonNode answer = ok(SETUP, "{\"adopt\": true, \"clientId\": \"" + CLIENT_ID + "\"}");

            assertThat(lines(answer))
                    .contains("adopt client-scope aws-scope", "create mapper RoleSessionName", "create mapper NameID");
            onlyKept(ok(SETUP, "{\"clientId\": \"" + CLIENT_ID + "\"}"));
        }

        /** Keycloak refuses a second mapper of one name with an error that tells nobody what to do. */
        @Test
        void aMapperThatOnlyHasTheNameIsAConflictEvenWithAdopt() {
            admin.post(
                    "/clients/" + uuid + "/protocol-mappers/models",
                    Map.of(
                            "name", "SessionDuration",
                            "protocol", "saml",
                            "protocolMapper", "saml-audience-mapper",
                            "config", Map.of("included.custom.audience", "x")));

            AdminApi.Answer answer =
                    admin.send("POST", SETUP, "{\"adopt\": true, \"clientId\": \"" + CLIENT_ID + "\"}");

            assertThat(answer.status()).isEqualTo(409);
            assertThat(lines(answer.json())).contains("conflict mapper SessionDuration");
        }

        @Test
        void anotherClientThatLooksLikeAwsIsTold() {
            JsonNode answer = ok(SETUP + "?dryRun=true", "{\"clientId\": \"urn:amazon:webservices#2\"}");

            assertThat(lines(answer)).contains("keep other-aws-client urn:amazon:webservices");
        }

        @Test
        void oneUrlNameForTwoClientsIsAConflictEvenWithAdopt() {
            ObjectNode client = client(CLIENT_ID);
            ((ObjectNode) client.get("attributes")).put("saml_idp_initiated_sso_url_name", "amazon-aws");
            admin.put("/clients/" + uuid, client);
            AdminApi.Answer answer =
                    admin.send("POST", SETUP, "{\"adopt\": true, \"clientId\": \"urn:amazon:webservices#2\"}");

            assertThat(answer.status()).isEqualTo(409);
            assertThat(lines(answer.json())).contains("conflict client-setting saml_idp_initiated_sso_url_name");
        }
    }

    @Nested
    @DisplayName("Given somebody else's flow")
    class ForeignFlow {

        @Test
        void aClientsOverrideIsReplacedOnlyWithAdopt() {
            ok(SETUP, null);
            admin.post("/authentication/flows/browser/copy", json().put("newName", "mine"));
            override("mine");

            AdminApi.Answer refused = admin.send("POST", SETUP, null);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(detail(refused.json(), CLIENT_ID, "flow-binding")).contains("mine -> aws-mfa browser");
            ok(SETUP, "{\"adopt\": true}");
            onlyKept(ok(SETUP, null));
        }

        @Test
        void oneThatEndsInTheCodeIsLeftAlone() {
            ok(SETUP, null);
            admin.post("/authentication/flows/aws-mfa%20browser/copy", json().put("newName", "mine"));
            override("mine");

            JsonNode answer = ok(SETUP, null);
            onlyKept(answer);
            assertThat(detail(answer, CLIENT_ID, "flow-binding")).isEqualTo("browser flow: mine");
        }

        @Test
        void oursIsMendedOnlyWithAdopt() {
            ok(SETUP, null);
            List<String> before = executions("aws-mfa browser");
            for (JsonNode execution : admin.get("/authentication/flows/aws-mfa%20browser/executions")) {
                if (execution.path("providerId").asText().equals("virtual-mfa-form")) {
                    admin.delete(
                            "/authentication/executions/" + execution.get("id").asText());
                }
            }
            assertThat(admin.send("POST", SETUP, null).status()).isEqualTo(409);

            ok(SETUP, "{\"adopt\": true}");
            assertThat(executions("aws-mfa browser")).isEqualTo(before);
            onlyKept(ok(SETUP, null));
        }

        @Test
        void theRealmsOwnFlowIsReplacedOnlyWithAdopt() {
            admin.post("/authentication/flows/browser/copy", json().put("newName", "mine"));
            change(realm -> realm.put("browserFlow", "mine"));

            assertThat(admin.send("POST", SETUP, "{\"scope\": \"realm\"}").status())
                    .isEqualTo(409);
            ok(SETUP, "{\"scope\": \"realm\", \"adopt\": true}");
            assertThat(realm().get("browserFlow").asText()).isEqualTo("aws-mfa browser");
        }

        private void override(String alias) {
            for (JsonNode flow : admin.get("/authentication/flows")) {
                if (flow.get("alias").asText().equals(alias)) {
                    ObjectNode client = client(CLIENT_ID);
                    client.putObject("authenticationFlowBindingOverrides")
                            .put("browser", flow.get("id").asText());
                    admin.put("/clients/" + client.get("id").asText(), client);
                }
            }
        }
    }

    @Nested
    @DisplayName("Given a call that cannot be meant")
    class Refused {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"acounts\": {}}",
                    "{\"accounts\": {\"1234\": [\"Admin\"]}}",
                    "{\"accounts\": {\"123456789012\": [\"Ad min\"]}}",
                    "{\"scope\": \"both\"}",
                    "{\"partition\": \"aws-moon\"}",
                    "{\"provider\": \"a b\"}",
                    "{\"endpoints\": [\"http://signin.aws.amazon.com/saml\"]}",
                    "{\"endpoints\": [\"https://*.signin.aws.amazon.com/saml\"]}",
                    "{\"maxAge\": \"P2D\"}",
                    "{\"adopt\": \"true\"}",
                    "[1]",
                    "{"
                })
        void itIsA400ThatSaysWhyAndChangesNothing(String body) {
            String before = export();
            AdminApi.Answer answer = admin.send("POST", SETUP, body);

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("errorMessage").asText()).isNotBlank();
            assertThat(export()).isEqualTo(before);
        }

        @Test
        void anUnknownFieldOrParameterIsNamed() {
            assertThat(admin.send("POST", SETUP, "{\"acounts\": {}}").body()).contains("acounts");
            AdminApi.Answer answer = admin.send("POST", SETUP + "?dryrun=true", null);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("dryrun");
        }

        @Test
        void anOidcClientIsNeverAdopted() {
            admin.post("/clients", json().put("clientId", CLIENT_ID).put("protocol", "openid-connect"));

            assertThat(admin.send("POST", SETUP, "{\"adopt\": true}").status()).isEqualTo(409);
        }

        @Test
        void theAdministratorsRealmMustBeSaidTwice() {
            AdminApi master = SERVER.admin().realm("master");
            AdminApi.Answer answer = master.send("POST", SETUP + "?dryRun=true", "{\"scope\": \"realm\"}");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body()).contains("?confirm=master");
            assertThat(master.send("POST", SETUP + "?dryRun=true&confirm=" + name, "{\"scope\": \"realm\"}")
                            .status())
                    .isEqualTo(400);
            assertThat(master.send("POST", SETUP + "?dryRun=true&confirm=master", "{\"scope\": \"realm\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(master.send("POST", SETUP + "?dryRun=true", null).status())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"manage-realm", "manage-clients", "view-realm"})
        void oneOfTheTwoRolesIsNotEnough(String role) {
            TestUser user = user("half");
            grant(user, role);
            AdminApi half = admin.as(name, user.username(), user.password());

            assertThat(half.send("POST", SETUP + "?dryRun=true", null).status()).isEqualTo(403);
            assertThat(half.send("POST", SETUP, "{\"acounts\": 1}").status()).isEqualTo(403);
        }

        @Test
        void bothRolesAreEnough() {
            TestUser user = user("both");
            grant(user, "manage-realm", "manage-clients");

            assertThat(admin.as(name, user.username(), user.password())
                            .send("POST", SETUP, null)
                            .status())
                    .isEqualTo(200);
        }

        private void grant(TestUser user, String... names) {
            String management = admin.get("/clients?clientId=realm-management")
                    .get(0)
                    .get("id")
                    .asText();
            for (String role : names) {
                admin.post(
                        "/users/" + user.id() + "/role-mappings/clients/" + management,
                        AdminApi.JSON.createArrayNode().add(admin.get("/clients/" + management + "/roles/" + role)));
            }
        }
    }

    private JsonNode ok(String path, String body) {
        AdminApi.Answer answer = admin.send("POST", path, body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.json();
    }

    private static void onlyKept(JsonNode answer) {
        assertThat(changed(answer)).isEmpty();
    }

    private static List<String> changed(JsonNode answer) {
        return lines(answer).stream().filter(line -> !line.startsWith("keep ")).toList();
    }

    private ObjectNode client(String clientId) {
        for (JsonNode client : admin.get("/clients?max=1000")) {
            if (client.get("clientId").asText().equals(clientId)) {
                return (ObjectNode) client;
            }
        }
        throw new AssertionError("No client " + clientId);
    }

    private List<String> roles(JsonNode client) {
        List<String> names = new ArrayList<>();
        admin.get("/clients/" + client.get("id").asText() + "/roles")
                .forEach(role -> names.add(role.get("name").asText()));
        return names;
    }

    private List<String> executions(String flow) {
        List<String> lines = new ArrayList<>();
        admin.get("/authentication/flows/" + flow.replace(" ", "%20") + "/executions")
                .forEach(step -> lines.add(step.get("level").asText() + " "
                        + step.get("requirement").asText() + " "
                        + (step.has("providerId")
                                ? step.get("providerId").asText()
                                : step.get("displayName").asText())));
        return lines;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    /** All of the realm that set-up could touch, as Keycloak exports it. */
    private String export() {
        return admin.post("/partial-export?exportClients=true&exportGroupsAndRoles=true", null)
                .toPrettyString();
    }

    private JsonNode realm() {
        return admin.get("");
    }

    private void change(Consumer<ObjectNode> change) {
        ObjectNode realm = (ObjectNode) realm();
        change.accept(realm);
        admin.put("", realm);
    }

    private TestUser user(String username) {
        ObjectNode user = json().put("username", username)
                .put("enabled", true)
                .put("email", username + "@example.test")
                .put("emailVerified", true)
                .put("firstName", "First")
                .put("lastName", "Last");
        user.putArray("credentials").addObject().put("type", "password").put("value", "password");
        return new TestUser(admin.create("/users", user), username, "password");
    }

    private static ObjectNode mapper(String name, String type, String attribute) {
        ObjectNode mapper = json().put("name", name).put("protocol", "saml").put("protocolMapper", type);
        mapper.putObject("config")
                .put("attribute.name", attribute)
                .put("attribute.nameformat", "Basic")
                .put("attribute.value", PAIR)
                .put("user.attribute", "username")
                .put("single", "true");
        return mapper;
    }

    private static ObjectNode nameIdMapper(String name) {
        ObjectNode mapper = json().put("name", name)
                .put("protocol", "saml")
                .put("protocolMapper", "saml-user-attribute-nameid-mapper");
        mapper.putObject("config")
                .put("mapper.nameid.format", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent")
                .put("user.attribute", "employee");
        return mapper;
    }

    private static ObjectNode json() {
        return AdminApi.JSON.createObjectNode();
    }
}
