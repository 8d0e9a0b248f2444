package io.github.keycloakawsmfa.walk.iam;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The command {@code aws iam}, as IAM's manual shows it, with {@code --endpoint-url} before it. */
final class AwsCommandLine implements IamClient {

    private static final Pattern ERROR =
            Pattern.compile("An error occurred \\((\\w+)\\) when calling the (\\w+) operation[^:]*: (.*)");

    private final URI endpoint;
    private final AwsProcess process;

    AwsCommandLine(URI endpoint, String clientId, String secret, Path directory) {
        this.endpoint = endpoint;
        this.process = new AwsProcess(directory, clientId, secret);
    }

    @Override
    public JsonNode call(String operation, Map<String, String> parameters) throws Exception {
        return run(operation, parameters, List.of());
    }

    /** The command line writes what is secret to a file, and nothing of it to the terminal. */
    @Override
    public Created create(Map<String, String> parameters) throws Exception {
        Path file = process.directory().resolve("device.txt");
        // One call makes one form: the secret's other form is in the QR code.
        JsonNode answer = run(
                "CreateVirtualMFADevice",
                parameters,
                List.of("--outfile", file.toString(), "--bootstrap-method", "QRCodePNG"));
        byte[] png = Files.readAllBytes(file);
        String uri = io.github.keycloakawsmfa.fixture.QrPng.read(png).getText();
        return new Created(
                answer.get("VirtualMFADevice").get("SerialNumber").asText(),
                uri.replaceFirst(".*[?&]secret=([A-Z2-7]+).*", "$1"),
                png);
    }

    /** The same with the key in the file. */
    String createWithSeed(String name) throws Exception {
        Path file = process.directory().resolve("seed.txt");
        run(
                "CreateVirtualMFADevice",
                Map.of("VirtualMFADeviceName", name),
                List.of("--outfile", file.toString(), "--bootstrap-method", "Base32StringSeed"));
        return Files.readString(file);
    }

    private JsonNode run(String operation, Map<String, String> parameters, List<String> more) throws Exception {
        List<String> command = new ArrayList<>(List.of("aws", "--endpoint-url", endpoint.toString(), "iam"));
        command.add(option(operation));
        parameters.forEach((name, value) -> command.addAll(List.of("--" + option(name), value)));
        command.addAll(more);
        AwsProcess.Result result = process.run(command.toArray(String[]::new));
        if (result.status() != 0) {
            Matcher error = ERROR.matcher(result.errors());
            if (!error.find()) {
                throw new AssertionError(command + ": " + result.errors());
            }
            throw new IamFailure(error.group(1), error.group(3));
        }
        return result.output().isBlank() ? AdminApi.JSON.createObjectNode() : AdminApi.JSON.readTree(result.output());
    }

    /** {@code VirtualMFADeviceName} becomes {@code virtual-mfa-device-name}. */
    private static String option(String name) {
        return name.replace("MFADevices", "MfaDevices")
                .replace("MFA", "Mfa")
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
