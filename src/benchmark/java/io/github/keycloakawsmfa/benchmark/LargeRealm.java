package io.github.keycloakawsmfa.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.benchmark.MeasuredRealm.Step;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.fixture.MeasuredServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A realm with many users of one device each, on a server and a database of its own with a small heap. */
final class LargeRealm implements AutoCloseable {

    private static final String HEAP = "256m";
    private static final int SIGN_INS = 100;
    private static final int WARM_UP = 200;

    private final MeasuredRealm realm;
    private final Accounts owners;
    private final int users;
    private MeasuredServer server;

    private LargeRealm(MeasuredServer server, MeasuredRealm realm, Accounts owners, int users) {
        this.server = server;
        this.realm = realm;
        this.owners = owners;
        this.users = users;
    }

    static LargeRealm with(int users) {
        MeasuredServer server = MeasuredServer.with(HEAP).start();
        DatabaseMeter.withoutVacuum(server.database());
        MeasuredRealm realm = MeasuredRealm.on(server);
        List<Account> owners = realm.seed(server.database(), users).stream()
                .map(owner -> Account.withPhone(owner.user().username(), owner.phone(), Instant.EPOCH))
                .toList();
        DatabaseMeter.vacuum(server.database());
        return new LargeRealm(server, realm, new Accounts(owners), users);
    }

    MeasuredServer server() {
        return server;
    }

    /** All but {@link #reseal}, which changes what the others read. */
    List<Task> tasks() {
        Kind oidc = Kind.oidc("a sign-in", realm.oidc(Step.OURS), owners, true);
        Kind aws = Kind.saml("a sign-in at AWS", realm.aws(), owners, true);
        // The first of them begins a check behind it, which is over when sign-ins are measured.
        owners.take(WARM_UP).forEach(aws::signIn);
        return List.of(
                call("check", Growth.COUNTS, "GET", "/check"),
                call("check?devices=0", Growth.COUNTS, "GET", "/check?devices=0"),
                call("check?devices= of all", Growth.WALKS, "GET", "/check?devices=" + users),
                call("devices/keys", Growth.COUNTS, "GET", "/devices/keys"),
                call("devices/forget, dry run", Growth.COUNTS, "POST", "/devices/forget?dryRun=true&key=vault:lost"),
                signIn(oidc),
                signIn(aws));
    }

    /** Names another key for new secrets, so that all devices are sealed under an old one. */
    void useAnotherKey() {
        server = server.again(MeasuredServer.with(HEAP)
                .file("vault/" + MeasuredRealm.NAME + "_mfa-key", "0123456789abcdef0123456789abcdef")
                .args("--vault-dir=/opt/keycloak/vault", "--spi-credential--virtual-mfa--vault-key=mfa-key"));
    }

    /** All devices, by as many calls as it takes. */
    Task reseal() {
        AdminApi admin = server.admin().realm(MeasuredRealm.NAME);
        return new Task("devices/reseal, to the end", Growth.WALKS, 1, false, () -> {
            int resealed = 0;
            String after = "";
            while (after != null) {
                JsonNode answer = admin.post("/aws-mfa/devices/reseal" + after, Map.of());
                resealed += answer.get("resealed").asInt();
                after = answer.path("next").isTextual()
                        ? "?after=" + answer.get("next").asText()
                        : null;
            }
            if (resealed != users) {
                throw new IllegalStateException("Of " + users + " devices, sealed anew: " + resealed);
            }
        });
    }

    private Task signIn(Kind kind) {
        return new Task(
                kind.name(),
                Growth.NONE,
                SIGN_INS,
                true,
                () -> kind.signIn(owners.take(1).get(0)));
    }

    private Task call(String name, Growth growth, String method, String below) {
        AdminApi admin = realm.admin();
        Object body = method.equals("POST") ? Map.of() : null;
        return new Task(name, growth, 5, true, () -> {
            AdminApi.Answer answer = admin.send(method, "/aws-mfa" + below, body);
            if (answer.status() != 200) {
                throw new IllegalStateException(answer.toString());
            }
        });
    }

    @Override
    public void close() {
        server.close();
    }
}
