package io.github.keycloakawsmfa.walk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.keycloakawsmfa.fixture.KcAdm;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shell command of README and docs runs as it is written, with Keycloak's own command line, curl, jq and openssl. AWS's command line
 * parses what it is given and finds no AWS; Terraform and saml2aws, which Debian has not, and GitHub's command line, which wants an account, are only called.
 */
@DisplayName("The commands in README and docs")
class DocsCommandsIT {

    @RegisterExtension
    static final TestRealm realm = TestRealm.create();

    /** Where somebody has to sign in; it may follow an answer that has no line end. */
    private static final Pattern VERIFICATION = Pattern.compile("https?://\\S+user_code=\\S+");

    @TempDir
    static Path home;

    private static TestUser alice;

    /** Has no device when one is needed. */
    private static TestUser late;

    @BeforeAll
    static void commands() throws Exception {
        alice = realm.user("alice");
        realm.admin().post("/groups", Map.of("name", "aws-admins"));
        realm.admin().post("/groups", Map.of("name", "staff"));
        Map<String, List<String>> date = Map.of("aws-mfa.required-from", List.of("2999-01-01"));
        String platform = realm.admin().create("/groups", Map.of("name", "platform", "attributes", date));
        late = realm.user("late");
        realm.admin().put("/users/" + late.id() + "/groups/" + platform, Map.of());
        // Keycloak brings it from 26.8.2 on.
        realm.admin().post("/client-scopes", Map.of("name", "kc-admin-api", "protocol", "openid-connect"));
        realm.client(client -> client.put("clientId", "terraform").put("serviceAccountsEnabled", true));
        realm.admin().post("/aws-mfa/setup", Map.of("accounts", Map.of(AwsSide.ACCOUNT, List.of("Admin", "ReadOnly"))));

        KcAdm.unpack(home.resolve("keycloak"));
        Path commands = Files.createDirectory(home.resolve("commands"));
        script(commands.resolve("kcadm.sh"), "exec bash " + home + "/keycloak/bin/kcadm.sh \"$@\"");
        script(commands.resolve("curl"), "exec " + path("curl") + " --fail-with-body \"$@\"");
        // Understood is what fails only for want of AWS.
        script(
                commands.resolve("aws"),
                "out=$(" + path("aws") + " \"$@\" --endpoint-url http://127.0.0.1:9 --no-sign-request 2>&1) && exit 1",
                "echo \"$out\" >&2",
                "[[ $out == *'Could not connect to the endpoint URL'* ]]");
        script(commands.resolve("terraform"), "for file in *.tf.json; do jq empty \"$file\"; done");
        script(commands.resolve("saml2aws"), "[ \"$1\" = configure ] || [ \"$1\" = login ]");
        script(commands.resolve("gh"), "[ \"$1 $2\" = 'attestation verify' ] && [ -f \"$3\" ]");
        release();
        run("kcadm.sh config credentials --server \"$KEYCLOAK\" --realm master --user \"$ADMIN\"", alice);
    }

    /** All tests of this run share that realm. */
    @AfterAll
    static void noPageInMaster() {
        realm.server().admin().realm("master").post("/aws-mfa/setup?confirm=master", Map.of("adminPage", false));
    }

    static List<Path> pages() throws IOException {
        return ShellCommands.pages();
    }

    /** With all that a newcomer needs. */
    @Test
    void theReadmeRuns() throws Exception {
        run(Path.of("README.md"));
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("pages")
    void run(Path page) throws Exception {
        // Where first devices take a ticket, no code becomes one at its user's next right code.
        String firstDevice = page.endsWith("migration.md") ? "password" : "ticket";
        Files.writeString(home.resolve("setup.json"), "{\"firstDevice\": \"" + firstDevice + "\"}");
        Files.writeString(home.resolve("assertion.txt"), "PHNhbWw+");

        String output = run(ShellCommands.of(page), page.endsWith("rollout.md") ? late : alice);

        assertThat(output).doesNotContainPattern("\"error\"\\s*:\\s*\"");
    }

    /** What was built, as a release of this version has it. */
    private static void release() throws Exception {
        Path jar = Path.of(System.getProperty("plugin.jar"));
        Files.createDirectory(home.resolve("keycloak/providers"));
        Path release = Files.createDirectory(home.resolve("release"));
        Files.copy(jar, release.resolve(jar.getFileName()));
        run("cd release && sha256sum " + jar.getFileName() + " >" + jar.getFileName() + ".sha256", alice);
    }

    /** What takes a machine of its own is run by CI, in the same words. */
    @Test
    void whatIsLeftOutIsRunByCi() throws IOException {
        for (Map.Entry<String, Map.Entry<String, String>> left : ShellCommands.ELSEWHERE.entrySet()) {
            String file = left.getValue().getKey();
            assertThat(Files.readString(Path.of(file)))
                    .as("%s is run by %s", left.getKey(), file)
                    .contains(left.getValue().getValue());
        }
    }

    private static String run(String commands, TestUser user) throws Exception {
        Path errors = home.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder("timeout", "300", "bash", "-euo", "pipefail", "-c", commands)
                .directory(home.toFile())
                .redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("AWS_"));
        // What a start of kcadm.sh takes is mostly Java's second compiler.
        environment.put("KC_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        environment.putAll(Map.of(
                "HOME", home.toString(),
                "PATH", home.resolve("commands") + ":" + System.getenv("PATH"),
                "KEYCLOAK", realm.server().baseUrl().toString(),
                "REALM", realm.name(),
                "USER_ID", user.id(),
                "ADMIN", realm.server().adminName(),
                "KC_CLI_PASSWORD", realm.server().adminPassword(),
                "PASSWORD", realm.server().adminPassword(),
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_MAX_ATTEMPTS", "1"));
        Process bash = builder.start();
        StringBuilder output = new StringBuilder();
        try (BufferedReader lines = bash.inputReader(StandardCharsets.UTF_8);
                OutputStream answer = bash.getOutputStream()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.append(line).append('\n');
                Matcher verification = VERIFICATION.matcher(line);
                if (verification.find()) {
                    signIn(URI.create(verification.group()));
                    answer.write('\n');
                    answer.flush();
                }
            }
        }
        int status = bash.waitFor();
        String told = output + Files.readString(errors);
        assertThat(status).as(told).isZero();
        return told;
    }

    private static void signIn(URI verification) {
        new Person(realm, alice)
                .signInWithCode(verification)
                .form("#kc-oauth form")
                .press("[name=accept]");
    }

    private static String path(String command) throws IOException, InterruptedException {
        Process which = new ProcessBuilder("bash", "-c", "command -v " + command).start();
        String path = new String(which.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(path).as(command + " has to be installed").isNotEmpty();
        return path;
    }

    private static void script(Path file, String... lines) throws IOException {
        Files.writeString(file, "#!/usr/bin/env bash\nset -e\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }
}
