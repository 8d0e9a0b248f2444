package io.github.keycloakawsmfa.walk.iam;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command of AWS's, with these access keys, no other configuration and no way to AWS.
 *
 * @param directory to write files to
 */
record AwsProcess(Path directory, String accessKeyId, String secretAccessKey) {

    record Result(int status, String output, String errors) {}

    Result run(String... command) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Path errors = directory.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        Map<String, String> environment = builder.environment();
        environment
                .keySet()
                .removeIf(name ->
                        name.startsWith("AWS_") || name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        environment.putAll(Map.of(
                "AWS_ACCESS_KEY_ID",
                accessKeyId,
                "AWS_SECRET_ACCESS_KEY",
                secretAccessKey,
                "AWS_DEFAULT_REGION",
                "us-east-1",
                "AWS_DEFAULT_OUTPUT",
                "json",
                "AWS_EC2_METADATA_DISABLED",
                "true",
                "AWS_CONFIG_FILE",
                directory.resolve("none").toString(),
                "AWS_SHARED_CREDENTIALS_FILE",
                directory.resolve("none").toString(),
                "AWS_PAGER",
                ""));
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command[0] + " took longer than two minutes");
        }
        return new Result(process.exitValue(), Files.readString(output), Files.readString(errors));
    }
}
