package io.github.keycloakawsmfa.demo;

import io.github.keycloakawsmfa.demo.SamlCheck.Accepted;
import io.github.keycloakawsmfa.demo.SamlCheck.Rejected;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The pages behind {@code /saml}: AWS's error, AWS's role chooser, and what stands for the console. */
final class SamlPages {

    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final SamlVerifier verifier;
    private final RealmLinks links;
    private final Clock clock;

    SamlPages(SamlVerifier verifier, RealmLinks links, Clock clock) {
        this.verifier = verifier;
        this.links = links;
        this.clock = clock;
    }

    /** The response itself travels through the chooser, so it is checked again when the role has been chosen. */
    Answer show(Form form) {
        SamlCheck check = verifier.check(form.get("SAMLResponse"));
        if (check instanceof Rejected rejected) {
            return error(rejected);
        }
        Accepted accepted = (Accepted) check;
        String chosen = form.get("roleIndex");
        if (chosen.isEmpty()) {
            return accepted.roles().size() == 1
                    ? assume(accepted, accepted.roles().get(0), form)
                    : chooser(accepted, form);
        }
        Optional<AwsRole> role = accepted.roles().stream()
                .filter(offered -> offered.roleArn().equals(chosen))
                .findFirst();
        if (role.isEmpty()) {
            return error(new Rejected(AwsError.NOT_AUTHORIZED, "The assertion has no role " + chosen + "."));
        }
        return assume(accepted, role.get(), form);
    }

    private Answer assume(Accepted accepted, AwsRole role, Form form) {
        try {
            verifier.accounts().requireConsole(accepted, role);
        } catch (Refusal e) {
            return error(e.rejected());
        }
        return console(accepted, role, form);
    }

    private static Answer chooser(Accepted accepted, Form form) {
        Map<String, List<AwsRole>> accounts = accepted.roles().stream()
                .collect(Collectors.groupingBy(AwsRole::accountId, TreeMap::new, Collectors.toList()));
        String blocks = accounts.entrySet().stream()
                .map(account -> account(account.getKey(), account.getValue()))
                .collect(Collectors.joining());
        String main = Template.of("chooser.html")
                .fill(Map.of(
                        "relayState",
                        form.get("RelayState"),
                        "samlResponse",
                        form.get("SAMLResponse"),
                        "sessionName",
                        accepted.sessionName(),
                        "accounts",
                        blocks));
        return Answer.html(200, Template.page("Select a role", main));
    }

    private static String account(String account, List<AwsRole> roles) {
        String radios = roles.stream()
                .map(role -> Template.of("role.html").fill(Map.of("arn", role.roleArn(), "name", role.name())))
                .collect(Collectors.joining());
        return Template.of("account.html").fill(Map.of("alias", alias(account), "account", account, "roles", radios));
    }

    /** Aliases are unique among accounts, so the demo's carry a part of the number. */
    private static String alias(String account) {
        return "demo-" + account.substring(account.length() - 4);
    }

    private Answer console(Accepted accepted, AwsRole role, Form form) {
        Instant until = accepted.consoleEnds(clock.instant()).truncatedTo(ChronoUnit.SECONDS);
        String relayState = form.get("RelayState");
        String main = Template.of("console.html")
                .fill(Map.of(
                        "role", role.name(),
                        "sessionName", accepted.sessionName(),
                        "account", alias(role.accountId()) + " (" + role.accountId() + ")",
                        "until", until.toString(),
                        "untilWords", WORDS.format(until),
                        "arn", role.roleArn(),
                        "evidence",
                                String.join(
                                        ", ", accepted.attributes().getOrDefault(AwsRules.ASSURANCE, List.of("none"))),
                        "signIn", links.signIn(),
                        "relayState",
                                relayState.isEmpty()
                                        ? ""
                                        : Template.of("relay-state.html").fill(Map.of("relayState", relayState))));
        return Answer.html(200, Template.page("Signed in", main));
    }

    static Answer error(Rejected rejected) {
        String line = Template.escape(rejected.error().line()).replace("click here", "<a href=\"/\">click here</a>");
        String main = Template.of("error.html").fill(Map.of("line", line, "reason", rejected.reason()));
        return Answer.html(rejected.status(), Template.page("Error", main));
    }
}
