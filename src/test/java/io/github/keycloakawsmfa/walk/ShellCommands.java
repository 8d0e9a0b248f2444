package io.github.keycloakawsmfa.walk;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The {@code sh} blocks of README and docs, as one script for each page. */
final class ShellCommands {

    /** How a command begins, and the file that runs it in CI, with what that file has to say. */
    static final Map<String, Map.Entry<String, String>> ELSEWHERE = Map.of(
            "./mvnw -ntp -Pdemo", entry(".ci/run", "./mvnw -ntp -Pdemo"),
            "./mvnw -ntp package -Dmaven.test.skip",
                    entry(".ci/long", "./mvnw -ntp -Prelease package -Dmaven.test.skip"),
            "./mvnw verify", entry(".ci/run", "./mvnw -B clean verify"),
            "cp target/keycloak-aws-mfa-",
                    entry("docker/Dockerfile", "target/keycloak-aws-mfa-*.jar /opt/keycloak/providers/"),
            "/opt/keycloak/bin/kc.sh build ", entry("docker/Dockerfile", "/opt/keycloak/bin/kc.sh build --db=postgres"),
            "curl -s http://localhost:9000/metrics",
                    entry("src/test/java/io/github/keycloakawsmfa/fixture/Scrape.java", "/metrics"),
            "/opt/keycloak/bin/kc.sh start --optimized", entry("docker/Dockerfile", "[\"start\", \"--optimized\"]"),
            "cp docker/.env.example ", entry("docker/smoke", "docker/.env.example"),
            "docker compose -f docker/compose.yaml --env-file ",
                    entry("docker/smoke", "-f docker/compose.yaml --env-file"),
            "docker compose -f docker/compose.ha.yaml --env-file ",
                    entry("docker/smoke-ha", "-f docker/compose.ha.yaml"));

    private static final Pattern BLOCK = Pattern.compile("^```sh\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern DOWNLOAD =
            Pattern.compile("https://github\\.com/keycloakawsmfa/keycloak-aws-mfa/releases/download/v[^/]+/");
    private static final String CODES = "-s 'code1=\"123456\"' -s 'code2=\"654321\"'";

    private ShellCommands() {}

    /** All pages that have some, but the two that their own commands write; README.ja.md has those of README.md. */
    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            return Stream.concat(Stream.of(Path.of("README.md")), docs.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !page.endsWith("benchmarks.md") && !page.endsWith("compatibility.md"))
                    .filter(page -> !blocks(page).isEmpty())
                    .toList();
        }
    }

    /**
     * A page's commands, but those that run elsewhere: on Keycloak below the home directory, with a release from
     * there, with the codes that the device made last shows, and with a pause where somebody has to sign in.
     */
    static String of(Path page) {
        return blocks(page)
                .lines()
                .filter(line -> ELSEWHERE.keySet().stream().noneMatch(line::startsWith))
                .map(line -> line.replace("/opt/keycloak/", "$HOME/keycloak/"))
                .map(line -> DOWNLOAD.matcher(line).replaceAll("file://\\$HOME/release/"))
                .map(line -> line.contains(CODES) ? codes() + line.replace(CODES, "-s \"$CODE1\" -s \"$CODE2\"") : line)
                .map(line -> line.startsWith("jq -r .verification_uri_complete") ? line + "\nread -r _" : line)
                .collect(Collectors.joining("\n"));
    }

    private static String codes() {
        return "SECRET=$(jq -r .secretKey device.json)\n"
                + "CODE1=\"code1=\\\"$(oathtool --totp -b \"$SECRET\" --now '30 seconds ago')\\\"\"\n"
                + "CODE2=\"code2=\\\"$(oathtool --totp -b \"$SECRET\")\\\"\"\n";
    }

    private static String blocks(Path page) {
        try {
            Matcher blocks = BLOCK.matcher(Files.readString(page));
            return blocks.results().map(block -> block.group(1)).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
