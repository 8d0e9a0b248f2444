package io.github.keycloakawsmfa.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.device.ledger.Tables;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.SamlPost;
import io.github.keycloakawsmfa.fixture.SessionRows;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.walk.AwsSide;
import io.github.keycloakawsmfa.walk.Broker;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A session note is no evidence because it says so: whoever may write notes, by an identity provider's mapper or in the database, makes
 * none, nor does a real one from elsewhere (rule S7). Flow and action are gone, so the gate alone decides.
 */
class ForgedEvidenceIT {

    private static final String NOTE = "virtual-mfa.evidence";

    /** What somebody might write into that note. */
    enum Forged {
        A_WORD {
            @Override
            String of(ForgedEvidenceIT test) {
                return "true";
            }
        },
        ITS_FORM {
            @Override
            String of(ForgedEvidenceIT test) {
                String own = Forged.OF_ANOTHER_SESSION.of(test);
                return own.substring(0, own.lastIndexOf('.') + 1) + "A".repeat(43);
            }
        },
        OF_ANOTHER_SESSION {
            @Override
            String of(ForgedEvidenceIT test) {
                return evidence(aws, test.person);
            }
        },
        OF_ANOTHER_USER {
            @Override
            String of(ForgedEvidenceIT test) {
                return evidence(aws, aws.person("colleague-" + ++count, "Admin"));
            }
        },
        OF_ANOTHER_REALM {
            @Override
            String of(ForgedEvidenceIT test) {
                return evidence(home, home.person("namesake-" + ++count, "Admin"));
            }
        };

        /** Signs in and reads what the session has then. */
        abstract String of(ForgedEvidenceIT test);
    }

    @RegisterExtension
    static final AwsSide aws = AwsSide.create();

    @RegisterExtension
    static final AwsSide home = AwsSide.create();

    private static int count;
    private static SessionRows rows;

    private final TestRealm realm = aws.realm();
    private Person person;

    @BeforeAll
    static void sessions() {
        rows = SessionRows.of(aws.realm());
    }

    @AfterAll
    static void asSetUpLeftIt() {
        aws.setUp();
    }

    @BeforeEach
    void nothingElseAsks() {
        aws.setUp();
        person = aws.person("user-" + ++count, "Admin");
    }

    @Nested
    class ByAnIdentityProvidersMapper {

        private Broker broker;

        @BeforeEach
        void aUserWhoComesFromElsewhere() {
            broker = new Broker(realm, home.realm(), "home-" + count);
            broker.byOidc().link(person.user());
        }

        @ParameterizedTest
        @EnumSource
        void thatIsHardCoded(Forged forged) {
            String note = forged.of(ForgedEvidenceIT.this);
            broker.mapper(
                    "hardcoded-user-session-attribute-idp-mapper", Map.of("attribute", NOTE, "attribute.value", note));

            isRefused(note);
        }

        /** The other realm's administrator sends a claim of that name. */
        @Test
        void thatCopiesAClaim() {
            String note = Forged.OF_ANOTHER_SESSION.of(ForgedEvidenceIT.this);
            home.realm()
                    .admin()
                    .create(
                            "/clients/" + home.realm().clientUuid(broker.alias()) + "/protocol-mappers/models",
                            Map.of(
                                    "name",
                                    "forged",
                                    "protocol",
                                    "openid-connect",
                                    "protocolMapper",
                                    "oidc-hardcoded-claim-mapper",
                                    "config",
                                    Map.of(
                                            "claim.name",
                                            NOTE,
                                            "claim.value",
                                            note,
                                            "jsonType.label",
                                            "String",
                                            "id.token.claim",
                                            "true")));
            broker.mapper(
                    "oidc-user-session-note-idp-mapper",
                    Map.of(
                            "claims",
                            "[{\"key\":\"" + NOTE + "\",\"value\":\".*\"}]",
                            "are.claim.values.regex",
                            "true"));

            isRefused(note);
        }

        private void isRefused(String note) {
            aws.leaveTheGateAlone();
            realm.clearEvents();

            Page page = broker.signIn(person.elsewhere().browser(), aws.console(), person.user());

            assertThat(rows.of(person.user()))
                    .filteredOn(row -> broker.alias().equals(row.note("identity_provider")))
                    .singleElement()
                    .satisfies(row -> assertThat(row.note(NOTE)).isEqualTo(note));
            assertRefused(page);
        }
    }

    @Nested
    class InTheDatabase {

        private SessionRows.Row row;

        /** Signed in at another application, by password alone. */
        private void aSessionWithoutEvidence() {
            realm.app("app-" + count);
            Person elsewhere = person.elsewhere();
            elsewhere.password(elsewhere.browser().open(realm.signInAt("app-" + count)));
            person = elsewhere;
            row = rows.of(person.user()).stream()
                    .filter(session -> session.note(NOTE) == null)
                    .findFirst()
                    .orElseThrow();
            aws.leaveTheGateAlone();
            realm.clearEvents();
        }

        @ParameterizedTest
        @EnumSource
        void ofTheSession(Forged forged) {
            String note = forged.of(ForgedEvidenceIT.this);
            aSessionWithoutEvidence();

            rows.note(row, NOTE, note);

            assertRefused(person.browser().open(aws.console()));
        }

        /** So that the tests here can fail: Keycloak does read the edited row. */
        @Test
        void evidenceThatIsTakenOutAndPutBackIsEvidence() {
            aws.accepted(person.signInWithCode(aws.console()));
            aws.leaveTheGateAlone();
            realm.clearEvents();
            row = rows.only(person.user());
            String evidence = row.note(NOTE);

            rows.note(row, NOTE, "none");
            assertRefused(person.browser().open(aws.console()));
            rows.note(row, NOTE, evidence);

            aws.accepted(person.browser().open(aws.console()));
        }

        /** The evidence of whoever has the database, in a session that is somebody else's now. */
        @Test
        void ofTheSessionsUser() {
            aws.accepted(person.signInWithCode(aws.console()));
            Person victim = aws.person("victim-" + count, "Admin");
            aws.leaveTheGateAlone();

            rows.give(rows.only(person.user()), victim.user());

            assertThat(SamlPost.isOn(person.browser().open(aws.console()))).isFalse();
        }

        /** A client's notes are no evidence, whatever they are called. */
        @Test
        void ofWhatTheClientHasOfTheSession() {
            aws.accepted(person.signInWithCode(aws.console()));
            aws.leaveTheGateAlone();
            realm.clearEvents();
            row = rows.only(person.user());
            String evidence = row.note(NOTE);

            rows.note(row, NOTE, "none");
            rows.ofClient(
                    row,
                    aws.clientUuid(),
                    data -> data.withObject("/notes").put(NOTE, evidence).put("virtual-mfa.passed", "true"));

            assertRefused(person.browser().open(aws.console()));
        }

        /** The row of a device that was deactivated, out of a backup: what was proved with it before stays void. */
        @Test
        void ofADeviceThatWasDeactivated() {
            Tables tables = Tables.of(realm);
            aws.accepted(person.signInWithCode(aws.console()));
            String device = device();
            tables.keep(device);
            realm.admin().delete("/users/" + person.user().id() + "/credentials/" + device);
            assertThat(tables.ledgerState(person.user().id())).isNotEmpty();
            tables.restore(device);
            aws.leaveTheGateAlone();
            realm.clearEvents();

            assertRefused(person.browser().open(aws.console()));

            // Neither do its codes make that evidence good, though they count again: who can write rows could write the
            // ledger's as well.
            aws.setUp();
            Person elsewhere = person.elsewhere();
            Page first = elsewhere.password(elsewhere.browser().open(aws.console()));
            Page again = elsewhere.code(first);
            assertThat(again.has("#input-error-otp-code")).as(again.toString()).isTrue();
            assertThat(realm.events("UPDATE_CREDENTIAL"))
                    .extracting(event -> event.details().get("reason"))
                    .containsExactly("ledger_entry_missing");
            realm.clock().advance(Duration.ofMinutes(1));
            aws.accepted(elsewhere.signInWithCode(aws.console()));
            aws.leaveTheGateAlone();
            realm.clearEvents();
            assertRefused(person.browser().open(aws.console()));
            aws.accepted(elsewhere.browser().open(aws.console()));
        }

        private String device() {
            for (JsonNode credential :
                    realm.admin().get("/users/" + person.user().id() + "/credentials")) {
                if (credential.get("type").asText().equals("virtual-mfa")) {
                    return credential.get("id").asText();
                }
            }
            throw new AssertionError("No device");
        }
    }

    private static String evidence(AwsSide side, Person person) {
        side.accepted(person.signInWithCode(side.console()));
        return SessionRows.of(side.realm()).only(person.user()).note(NOTE);
    }

    private void assertRefused(Page page) {
        assertThat(page.status()).as(page.toString()).isEqualTo(400);
        assertThat(SamlPost.isOn(page)).isFalse();
        assertThat(aws.refusals()).singleElement().satisfies(event -> {
            assertThat(event.userId()).isEqualTo(person.user().id());
            assertThat(event.details()).containsEntry("reason", "evidence_missing");
        });
        realm.clearEvents();
    }
}
