package io.github.keycloakawsmfa.walk.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** AWS SDK for Java 2. Its methods are found by name, so that a test reads the same for all clients. */
final class AwsSdkClient implements IamClient {

    private final software.amazon.awssdk.services.iam.IamClient iam;

    AwsSdkClient(URI endpoint, String clientId, String secret) {
        this.iam = software.amazon.awssdk.services.iam.IamClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .overrideConfiguration(settings -> settings.addExecutionInterceptor(at(endpoint.getRawPath())))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(clientId, secret)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    /** The SDK drops an endpoint's path where a service is called by AWS's query protocol (2.20 to 2.59). */
    private static ExecutionInterceptor at(String path) {
        return new ExecutionInterceptor() {
            @Override
            public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
                return context.httpRequest().copy(request -> request.encodedPath(path));
            }
        };
    }

    @Override
    public JsonNode call(String operation, Map<String, String> parameters) throws Exception {
        return json(answer(operation, parameters));
    }

    @Override
    public Created create(Map<String, String> parameters) throws Exception {
        var answer = (software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse)
                answer("CreateVirtualMFADevice", parameters);
        VirtualMFADevice device = answer.virtualMFADevice();
        return new Created(
                device.serialNumber(),
                device.base32StringSeed().asString(StandardCharsets.US_ASCII),
                device.qrCodePNG().asByteArray());
    }

    private SdkPojo answer(String operation, Map<String, String> parameters) throws Exception {
        String inJava = operation.replace("MFA", "Mfa");
        Class<?> type = Class.forName("software.amazon.awssdk.services.iam.model." + inJava + "Request");
        Object builder = type.getMethod("builder").invoke(null);
        SdkPojo fields = (SdkPojo) builder;
        for (SdkField<?> field : fields.sdkFields()) {
            String value = parameters.get(field.memberName());
            if (value != null) {
                field.set(builder, field.memberName().equals("MaxItems") ? Integer.valueOf(value) : value);
            }
        }
        Object request = software.amazon.awssdk.utils.builder.Buildable.class
                .getMethod("build")
                .invoke(builder);
        String method = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
        try {
            return (SdkPojo) software.amazon.awssdk.services.iam.IamClient.class
                    .getMethod(method, type)
                    .invoke(iam, request);
        } catch (java.lang.reflect.InvocationTargetException e) {
            if (e.getCause() instanceof IamException refused) {
                throw new IamFailure(
                        refused.awsErrorDetails().errorCode(),
                        refused.awsErrorDetails().errorMessage());
            }
            throw e;
        }
    }

    private static ObjectNode json(SdkPojo pojo) {
        ObjectNode json = AdminApi.JSON.createObjectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null) {
                json.set(field.memberName(), node(value));
            }
        }
        return json;
    }

    private static JsonNode node(Object value) {
        if (value instanceof SdkPojo pojo) {
            return json(pojo);
        }
        if (value instanceof Collection<?> list) {
            var array = AdminApi.JSON.createArrayNode();
            list.forEach(each -> array.add(node(each)));
            return array;
        }
        if (value instanceof SdkBytes bytes) {
            return AdminApi.JSON.getNodeFactory().textNode(bytes.asUtf8String());
        }
        return value instanceof Boolean flag
                ? AdminApi.JSON.getNodeFactory().booleanNode(flag)
                : AdminApi.JSON.getNodeFactory().textNode(value.toString());
    }
}
