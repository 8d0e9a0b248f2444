package io.github.keycloakawsmfa.paths;

import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.Person;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.walk.AwsSide;
import io.github.keycloakawsmfa.walk.Broker;
import java.util.Optional;
import java.util.function.Function;

/** Paths of users who come from another realm. Keycloak signs them in without the rest of AWS's flow. */
final class BrokeredPaths {

    private static final String CONFIRM = "a[href*=action-token]";

    private BrokeredPaths() {}

    static PathResult oidcFirst(PathContext given) {
        return accountMade(given, connectedByOidc(given));
    }

    static PathResult oidcLater(PathContext given) {
        return linked(given, connectedByOidc(given));
    }

    static PathResult samlFirst(PathContext given) {
        return accountMade(given, connectedBySaml(given));
    }

    static PathResult samlLater(PathContext given) {
        return linked(given, connectedBySaml(given));
    }

    /** An account of that name is there already: its password makes it the same person's. */
    static PathResult firstWithAnAccount(PathContext given) {
        Broker broker = connectedByOidc(given);
        TestUser user = broker.atHome(given.person().user());
        Page password = broker.signIn(given.browser(), given.aws().console(), user)
                .form("form:has(#linkAccount)")
                .press("#linkAccount");
        return PathResult.at(given.person().password(password));
    }

    /** The mail's link confirms that the account is the same person's, where the sign-in began. */
    static PathResult firstLinkedByMail(PathContext given) {
        return linkMailed(given, link -> {
            Page page = given.browser().open(link);
            return PathResult.at(page.has(CONFIRM) ? page.click(CONFIRM) : page);
        });
    }

    /** The same link is opened elsewhere, and its page passed over. */
    static PathResult linkedByMailPassedOver(PathContext given) {
        return linkMailed(given, link -> {
            Person elsewhere = given.person().elsewhere();
            Page page = elsewhere.browser().open(link);
            LinkPaths.consent(given, page);
            if (page.has(CONFIRM)) {
                LinkPaths.consent(given, page.click(CONFIRM));
            }
            given.realm().clearEvents();
            return PathResult.at(elsewhere.browser().open(given.aws().console()))
                    .of(elsewhere);
        });
    }

    /** Keycloak mails such a link only where the realm names a sender. */
    private static PathResult linkMailed(PathContext given, Function<String, PathResult> follow) {
        Broker broker = connectedByOidc(given);
        TestUser user = broker.atHome(given.person().user());
        given.realm().change(realm -> realm.putObject("smtpServer").put("from", "keycloak@example.test"));
        try {
            broker.signIn(given.browser(), given.aws().console(), user)
                    .form("form:has(#linkAccount)")
                    .press("#linkAccount");
            return follow.apply(given.realm().linkMailedTo(given.person().user()));
        } finally {
            given.realm().change(realm -> realm.putObject("smtpServer"));
        }
    }

    static PathResult idpInitiatedFirst(PathContext given) {
        Broker broker = connectedBySaml(given);
        TestUser user = newcomer(given, broker);
        return PathResult.at(reviewed(broker.idpInitiated(given.browser(), user), user));
    }

    static PathResult idpInitiatedLater(PathContext given) {
        Broker broker = connectedBySaml(given);
        broker.link(given.person().user());
        return PathResult.at(broker.idpInitiated(given.browser(), given.person().user()));
    }

    /** Signed in at an ordinary application by the broker, then to AWS by the cookie. */
    static PathResult thenByCookie(PathContext given) {
        Broker broker = connectedByOidc(given);
        broker.link(given.person().user());
        Page done = broker.signIn(
                given.browser(),
                given.realm().signInAt(given.app()),
                given.person().user());
        given.arrivedElsewhere(done);
        return PathResult.at(given.browser().open(given.aws().console()));
    }

    /** The form that ForceAuthn brings takes the broker as well as the password. */
    static PathResult forceAuthn(PathContext given) {
        Broker broker = connectedByOidc(given);
        TestUser user = given.person().user();
        broker.link(user);
        return PathResult.at(broker.atHome(
                DirectPaths.forced(given).post(given.browser()).click("#social-" + broker.alias()), user));
    }

    static Broker connectedByOidc(PathContext given) {
        return broker(given).byOidc();
    }

    static Broker broker(PathContext given) {
        return new Broker(given.realm(), given.home(), "home-" + given.id());
    }

    private static Broker connectedBySaml(PathContext given) {
        return broker(given).bySaml("amazon-aws");
    }

    private static PathResult linked(PathContext given, Broker broker) {
        TestUser user = given.person().user();
        broker.link(user);
        return PathResult.at(broker.signIn(given.browser(), given.aws().console(), user));
    }

    private static PathResult accountMade(PathContext given, Broker broker) {
        TestUser user = newcomer(given, broker);
        return PathResult.at(reviewed(broker.signIn(given.browser(), given.aws().console(), user), user));
    }

    /** Known at home only: the account here, with all that belongs to it, is gone. */
    static TestUser newcomer(PathContext given, Broker broker) {
        broker.grants(AwsSide.CLIENT_ID, AwsSide.ACCOUNT + "/Admin");
        given.realm().admin().delete("/users/" + given.person().user().id());
        return broker.atHome(given.person().user());
    }

    /** Keycloak wants to know what a SAML identity provider has not told. */
    private static Page reviewed(Page page, TestUser user) {
        return Optional.of(page)
                .filter(there -> there.has("#kc-idp-review-profile-form"))
                .map(there -> there.form("#kc-idp-review-profile-form")
                        .set("email", user.username() + "@example.test")
                        .set("firstName", "First")
                        .set("lastName", "Last")
                        .submit())
                .orElse(page);
    }
}
