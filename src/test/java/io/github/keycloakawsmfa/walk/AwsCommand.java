package io.github.keycloakawsmfa.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** AWS's own command line, with no configuration, no credentials and no way to AWS. */
final class AwsCommand {

    private static final String MISSING =
            "The command aws cannot be run: install AWS's command line (Debian: awscli) and put it on the PATH.";

    private final Path directory;

    /** @param directory to write files to */
    AwsCommand(Path directory) {
        this.directory = directory;
    }

    record Result(int status, String output, String errors) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(output);
        }
    }

    /** As docs/cli.md has it, the assertion being in a file. */
    Result assumeRoleWithSaml(URI endpoint, String roleArn, String principalArn, String assertion, String... more)
            throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("assertion.txt"), assertion + "\n");
        List<String> command = new ArrayList<>(List.of(
                "aws",
                "sts",
                "assume-role-with-saml",
                "--endpoint-url",
                endpoint.toString(),
                "--role-arn",
                roleArn,
                "--principal-arn",
                principalArn,
                "--saml-assertion",
                "file://" + file));
        command.addAll(List.of(more));
        return run(command);
    }

    /** Fails where the command is not there, in less time than a server takes to start. */
    static void requireInstalled() throws InterruptedException {
        start(new ProcessBuilder("aws", "--version").redirectErrorStream(true).redirectOutput(Redirect.DISCARD))
                .waitFor();
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new AssertionError(MISSING, e);
        }
    }

    private Result run(List<String> command) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Path errors = directory.resolve("errors.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name ->
                        name.startsWith("AWS_") || name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        environment.putAll(Map.of(
                "AWS_REGION", "us-east-1",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_DEFAULT_OUTPUT", "json",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_CONFIG_FILE", directory.resolve("none").toString(),
                "AWS_SHARED_CREDENTIALS_FILE", directory.resolve("none").toString(),
                "AWS_MAX_ATTEMPTS", "1",
                "AWS_PAGER", ""));
        Process aws = start(builder);
        if (!aws.waitFor(120, TimeUnit.SECONDS)) {
            aws.destroyForcibly();
            throw new AssertionError("aws took longer than two minutes");
        }
        return new Result(aws.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
