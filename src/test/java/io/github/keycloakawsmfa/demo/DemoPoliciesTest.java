package io.github.keycloakawsmfa.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoPoliciesTest {

    private static final String PROVIDER = "arn:aws:iam::123456789012:saml-provider/keycloak";
    private static final AwsRole ROLE = new AwsRole("arn:aws:iam::123456789012:role/ops/a+b", PROVIDER);

    private final AtomicReference<String> asked = new AtomicReference<>();
    private HttpServer keycloak;
    private int status = 200;
    private String body = "{\"Version\": \"2012-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Principal\":"
            + " {\"Federated\": \"" + PROVIDER + "\"}, \"Action\": \"sts:AssumeRoleWithSAML\"}}";

    @BeforeEach
    void start() throws Exception {
        keycloak = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        keycloak.createContext("/", exchange -> {
            boolean token = exchange.getRequestURI().getPath().endsWith("/token");
            if (!token) {
                asked.set(exchange.getRequestURI().toString());
            }
            byte[] answer = (token ? "{\"access_token\": \"t\"}" : body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(token ? 200 : status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        keycloak.start();
    }

    @AfterEach
    void stop() {
        keycloak.stop(0);
    }

    private DemoPolicies policies() {
        return new DemoPolicies(
                URI.create("http://127.0.0.1:" + keycloak.getAddress().getPort()));
    }

    @Test
    void areWhatThePluginGenerates() {
        assertThat(policies().apply(ROLE))
                .hasValueSatisfying(policy -> assertThat(policy.allows("sts:AssumeRoleWithSAML", PROVIDER, Map.of()))
                        .isTrue());
        assertThat(asked).hasValue("/admin/realms/demo/aws-mfa/trust-policy?account=123456789012&role=ops%2Fa%2Bb");
    }

    @Test
    void areLeftToReadmeWhereThePluginGeneratesNone() {
        status = 404;
        body = "{\"error\": \"HTTP 404 Not Found\"}";

        assertThat(policies().apply(ROLE)).isEmpty();
    }
}
