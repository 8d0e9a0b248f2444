package io.github.keycloakawsmfa.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.keycloakawsmfa.demo.IdentityCenter.Outcome;
import io.github.keycloakawsmfa.demo.IdentityCenter.Refused;
import io.github.keycloakawsmfa.demo.IdentityCenter.SignedIn;
import io.github.keycloakawsmfa.demo.SamlCheck.Rejected;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A stand-in for AWS's sign-in page, on loopback only: {@code POST /saml} checks a SAML response as AWS documents it and
 * answers with AWS's own error texts or its role chooser, {@code POST /} is STS. {@code /phone} is an authenticator for trying without a phone.
 *
 * <p>As with AWS, a response may be redeemed more than once: command lines do.
 */
public final class AwsSignIn implements AutoCloseable {

    private static final int THREADS = 8;
    private static final String CENTER = "/platform/saml/acs/0a1b2c3d-1234";
    private static final String CENTER_POST = "POST " + CENTER;

    private final HttpServer server;
    private final ExecutorService threads;
    private final AwsAccounts accounts;
    private final SamlVerifier verifier;
    private final SamlPages samlPages;
    private final PhonePages phonePages;
    private final Sts sts;
    private final IdentityCenter identityCenter;
    private final String start;
    private final Clock clock;

    private AwsSignIn(HttpServer server, URI realm, Supplier<IdentityProvider> provider, Clock clock) {
        this.server = server;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "aws-sign-in");
            thread.setDaemon(true);
            return thread;
        });
        this.clock = clock;
        RealmLinks links = new RealmLinks(realm);
        String endpoint = samlEndpoint().toString();
        this.accounts = new AwsAccounts(ReadmePolicy.withTags(Set.of(endpoint)));
        this.verifier = new SamlVerifier(SignInEndpoints.local(endpoint), provider, clock, accounts, Optional.empty());
        this.samlPages = new SamlPages(verifier, links, clock);
        this.identityCenter = new IdentityCenter(identityCenterEndpoint(), identityCenterEntityId(), provider, clock);
        this.sts = new Sts(verifier, clock);
        this.phonePages = new PhonePages(clock);
        this.start = links.startPage();
    }

    /**
     * Starts the stand-in; the realm's SAML descriptor is read when the first response comes in.
     *
     * @param port 0 for any free one
     * @param realm the realm's address, such as {@code http://localhost:8080/realms/demo}
     */
    public static AwsSignIn start(int port, URI realm, Clock clock) throws IOException {
        return start(port, realm, IdentityProvider.at(URI.create(realm + "/protocol/saml/descriptor")), clock);
    }

    /** As {@link #start(int, URI, Clock)}, with the metadata given. */
    public static AwsSignIn start(int port, URI realm, Supplier<IdentityProvider> provider, Clock clock)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        AwsSignIn signIn = new AwsSignIn(server, realm, provider, clock);
        server.setExecutor(signIn.threads);
        server.createContext("/", signIn::handle);
        server.start();
        return signIn;
    }

    /** Where the stand-in answers, without a slash at the end. */
    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Where SAML responses are posted to: their Destination and Recipient. */
    public URI samlEndpoint() {
        return URI.create(url() + "/saml");
    }

    /** Where IAM Identity Center takes SAML responses. */
    public URI identityCenterEndpoint() {
        return URI.create(url() + CENTER);
    }

    /** The audience there. */
    public String identityCenterEntityId() {
        return url() + "/platform/saml/d-1234567890";
    }

    /** What IAM Identity Center makes of this Base64 text. */
    public Outcome checkForIdentityCenter(String samlResponse) {
        return identityCenter.check(samlResponse);
    }

    /** The accounts behind the page, to be changed as an administrator of AWS does. */
    public AwsAccounts accounts() {
        return accounts;
    }

    /** What {@code POST /saml} makes of this Base64 text. */
    public SamlCheck check(String samlResponse) {
        return verifier.check(samlResponse);
    }

    /** What it would make of it, had this metadata been uploaded. */
    public SamlCheck checkKnowing(IdentityProvider uploaded, String samlResponse) {
        return new SamlVerifier(samlEndpoint().toString(), () -> uploaded, clock).check(samlResponse);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer;
            try {
                answer = answer(exchange);
            } catch (RuntimeException e) {
                answer = Answer.problem(
                        500,
                        "Something went wrong",
                        "The stand-in has a fault: " + e.getClass().getName());
            }
            send(exchange, answer);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        String what =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        return switch (what) {
            case "GET /" -> Answer.html(200, start);
            case "GET /phone" -> phonePages.empty();
            case "GET /phone.js" -> new Answer(200, "text/javascript; charset=utf-8", Template.text("phone.js"));
            case "GET /saml" -> samlPages.show(new Form(Map.of()));
            case "POST /saml", "POST /phone", "POST /", "POST /sts", "POST /sts/", CENTER_POST ->
                posted(exchange, what);
            default -> Answer.problem(404, "Not found", "There is no such page here.");
        };
    }

    private Answer posted(HttpExchange exchange, String what) throws IOException {
        Optional<Form> form = Form.read(exchange.getRequestBody());
        if (form.isEmpty()) {
            return Answer.problem(413, "Too long", "The request is longer than this page takes.");
        }
        return switch (what) {
            case "POST /saml" -> samlPages.show(form.get());
            case "POST /phone" -> phonePages.show(form.get());
            case CENTER_POST -> portal(form.get());
            default -> sts.answer(form.get());
        };
    }

    private Answer portal(Form form) {
        Outcome outcome = identityCenter.check(form.get("SAMLResponse"));
        if (outcome instanceof Refused refused) {
            return SamlPages.error(new Rejected(refused.error(), refused.reason()));
        }
        SignedIn user = (SignedIn) outcome;
        String attributes =
                user.accessControl().isEmpty() ? "none" : user.accessControl().toString();
        String main = Template.of("portal.html").fill(Map.of("email", user.email(), "attributes", attributes));
        return Answer.html(200, Template.page("Access portal", main));
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", answer.contentType());
        headers.set("Cache-Control", "no-store");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; img-src data:;"
                        + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
        exchange.sendResponseHeaders(answer.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
