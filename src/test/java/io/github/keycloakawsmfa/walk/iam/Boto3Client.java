package io.github.keycloakawsmfa.walk.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** boto3, AWS's SDK for Python, as Debian has it. */
final class Boto3Client implements IamClient {

    /** Bytes become Base64 and times text; AWS's error is the last line. */
    private static final String SCRIPT = """
            import base64, datetime, json, sys
            import boto3, botocore.exceptions
            endpoint, operation, parameters, directory = sys.argv[1:5]
            iam = boto3.client('iam', endpoint_url=endpoint)
            def plain(value):
                if isinstance(value, bytes):
                    return base64.b64encode(value).decode()
                if isinstance(value, datetime.datetime):
                    return value.isoformat()
                raise TypeError(type(value))
            parameters = json.loads(parameters)
            if 'MaxItems' in parameters:
                parameters['MaxItems'] = int(parameters['MaxItems'])
            try:
                if operation == 'presigned':
                    method = next(m for m, o in iam.meta.method_to_api_mapping.items() if o == parameters['Operation'])
                    print(json.dumps({'Url': iam.generate_presigned_url(method, ExpiresIn=60, HttpMethod=parameters['Method'])}))
                else:
                    method = next(m for m, o in iam.meta.method_to_api_mapping.items() if o == operation)
                    print(json.dumps(getattr(iam, method)(**parameters), default=plain))
            except botocore.exceptions.ClientError as e:
                print(json.dumps({'code': e.response['Error']['Code'], 'message': e.response['Error']['Message']}))
                sys.exit(3)
            """;

    /** One that has boto3. */
    static final Optional<String> PYTHON = Stream.of("python3", "/usr/bin/python3")
            .filter(Boto3Client::hasBoto3)
            .findFirst();

    private final URI endpoint;
    private final AwsProcess process;
    private final Path script;

    Boto3Client(URI endpoint, String clientId, String secret, Path directory) throws Exception {
        requireInstalled();
        this.endpoint = endpoint;
        this.process = new AwsProcess(directory, clientId, secret);
        this.script = Files.writeString(directory.resolve("call.py"), SCRIPT);
    }

    private static boolean hasBoto3(String python) {
        try {
            return new ProcessBuilder(python, "-c", "import boto3")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Skips the test where boto3 is missing, which is fine on a developer's machine only. */
    static void requireInstalled() {
        if (PYTHON.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("No python3 has boto3: install it (Debian: python3-boto3) for this test");
        }
        Assumptions.assumeTrue(PYTHON.isPresent(), "No python3 has boto3 (Debian: python3-boto3)");
    }

    @Override
    public JsonNode call(String operation, Map<String, String> parameters) throws Exception {
        AwsProcess.Result result = process.run(
                PYTHON.orElseThrow(),
                script.toString(),
                endpoint.toString(),
                operation,
                AdminApi.JSON.writeValueAsString(parameters),
                script.getParent().toString());
        if (result.status() == 3) {
            JsonNode error = AdminApi.JSON.readTree(result.output());
            throw new IamFailure(
                    error.get("code").asText(), error.get("message").asText());
        }
        if (result.status() != 0) {
            throw new AssertionError(result.toString());
        }
        return AdminApi.JSON.readTree(result.output());
    }

    @Override
    public Created create(Map<String, String> parameters) throws Exception {
        ObjectNode device =
                (ObjectNode) call("CreateVirtualMFADevice", parameters).get("VirtualMFADevice");
        return new Created(
                device.get("SerialNumber").asText(),
                new String(
                        Base64.getDecoder()
                                .decode(device.get("Base32StringSeed").asText()),
                        StandardCharsets.US_ASCII),
                Base64.getDecoder().decode(device.get("QRCodePNG").asText()));
    }
}
