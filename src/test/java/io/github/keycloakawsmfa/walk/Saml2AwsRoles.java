package io.github.keycloakawsmfa.walk;

import io.github.keycloakawsmfa.fixture.Browser;
import io.github.keycloakawsmfa.fixture.Page;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * What saml2aws reads in a response, and in AWS's role chooser (its {@code saml.go}, {@code aws_role.go} and {@code aws_account.go}): without a
 * schema, by names and prefixes as they stand there.
 */
final class Saml2AwsRoles {

    /** One choice of the chooser. */
    record Role(String name, String roleArn, String principalArn) {}

    /** What is offered of one account. */
    record Account(String name, List<Role> roles) {}

    private static final Pattern ARN =
            Pattern.compile("arn:([^:\n]*):([^:\n]*):([^:\n]*):([^:\n]*):(([^:/\n]*)[:/])?([^:,\n]*)");

    private final String base64;
    private final Document response;

    private Saml2AwsRoles(String base64) {
        this.base64 = base64;
        byte[] xml = Base64.getDecoder().decode(base64.replaceAll("[\r\n]", ""));
        this.response = Jsoup.parse(new String(xml, StandardCharsets.UTF_8), "", Parser.xmlParser());
    }

    static Saml2AwsRoles of(Saml2Aws.Assertion assertion) {
        return new Saml2AwsRoles(assertion.base64());
    }

    /**
     * The roles, in their order.
     *
     * @throws IllegalArgumentException with saml2aws's error if one value is not two ARNs: then none can be taken
     */
    List<Role> roles() {
        return values("https://aws.amazon.com/SAML/Attributes/Role").stream()
                .map(Saml2AwsRoles::role)
                .toList();
    }

    OptionalLong sessionDuration() {
        return values("https://aws.amazon.com/SAML/Attributes/SessionDuration").stream()
                .mapToLong(Long::parseLong)
                .findFirst();
    }

    /** How long {@code --cache-saml} uses it. */
    Instant notOnOrAfter() {
        return Instant.parse(subject().attr("NotOnOrAfter"));
    }

    String destination() {
        String destination = root().attr("Destination");
        return destination.isEmpty() ? subject().attr("Recipient") : destination;
    }

    /** Posts the response, without a cookie, and reads the chooser; more than one role is only ever taken from there. */
    List<Account> choose() {
        Page page = Browser.create()
                .userAgent("Go-http-client/1.1")
                .post(URI.create(destination()), Map.of("SAMLResponse", base64));
        Map<String, String> principals = roles().stream().collect(Collectors.toMap(Role::roleArn, Role::principalArn));
        List<Account> accounts = page.html().select("fieldset > div.saml-account").stream()
                .map(account -> account(account, principals))
                .toList();
        if (accounts.isEmpty()) {
            throw new IllegalArgumentException("No accounts available. " + page);
        }
        return accounts;
    }

    private static Account account(Element account, Map<String, String> principals) {
        return new Account(
                account.select("div.saml-account-name").text(),
                account.select("label").stream()
                        .map(label -> new Role(label.text(), label.attr("for"), principals.get(label.attr("for"))))
                        .toList());
    }

    private static Role role(String value) {
        List<String> arns = ARN.matcher(value)
                .results()
                .map(MatchResult::group)
                .map(String::trim)
                .toList();
        if (arns.size() != 2) {
            throw new IllegalArgumentException("Invalid role string only " + arns.size() + " tokens");
        }
        Function<String, String> with = part -> arns.stream()
                .filter(arn -> arn.contains(part))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unable to locate " + part + " in: " + value));
        String roleArn = with.apply(":role");
        return new Role(roleArn, roleArn, with.apply(":saml-provider"));
    }

    private List<String> values(String name) {
        Element assertion = root().getAllElements().stream()
                .filter(element -> element.tagName().matches("(.*:)?Assertion"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("missing Assertion element"));
        String prefix = assertion.tagName().replace("Assertion", "");
        return children(assertion, prefix + "AttributeStatement")
                .limit(1)
                .flatMap(statement -> children(statement, prefix + "Attribute"))
                .filter(attribute -> attribute.attr("Name").equals(name))
                .flatMap(attribute -> children(attribute, prefix + "AttributeValue"))
                .map(Element::wholeText)
                .toList();
    }

    private static Stream<Element> children(Element parent, String tag) {
        return parent.children().stream().filter(child -> child.tagName().equals(tag));
    }

    private Element subject() {
        return root().getAllElements().stream()
                .filter(element -> element.tagName().endsWith("SubjectConfirmationData"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("missing Response element"));
    }

    private Element root() {
        return response.children().get(0);
    }
}
