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

    static Arrival oidcFirst(Scene scene) {
        return accountMade(scene, connectedByOidc(scene));
    }

    static Arrival oidcLater(Scene scene) {
        return linked(scene, connectedByOidc(scene));
    }

    static Arrival samlFirst(Scene scene) {
        return accountMade(scene, connectedBySaml(scene));
    }

    static Arrival samlLater(Scene scene) {
        return linked(scene, connectedBySaml(scene));
    }

    /** An account of that name is there already: its password makes it the same person's. */
    static Arrival firstWithAnAccount(Scene scene) {
        Broker broker = connectedByOidc(scene);
        TestUser user = broker.atHome(scene.person().user());
        Page password = broker.signIn(scene.browser(), scene.aws().console(), user)
                .form("form:has(#linkAccount)")
                .press("#linkAccount");
        return Arrival.at(scene.person().password(password));
    }

    /** The mail's link confirms that the account is the same person's, where the sign-in began. */
    static Arrival firstLinkedByMail(Scene scene) {
        return linkMailed(scene, link -> {
            Page page = scene.browser().open(link);
            return Arrival.at(page.has(CONFIRM) ? page.click(CONFIRM) : page);
        });
    }

    /** The same link is opened elsewhere, and its page passed over. */
    static Arrival linkedByMailPassedOver(Scene scene) {
        return linkMailed(scene, link -> {
            Person elsewhere = scene.person().elsewhere();
            Page page = elsewhere.browser().open(link);
            LinkPaths.consent(scene, page);
            if (page.has(CONFIRM)) {
                LinkPaths.consent(scene, page.click(CONFIRM));
            }
            scene.realm().clearEvents();
            return Arrival.at(elsewhere.browser().open(scene.aws().console())).of(elsewhere);
        });
    }

    /** Keycloak mails such a link only where the realm names a sender. */
    private static Arrival linkMailed(Scene scene, Function<String, Arrival> follow) {
        Broker broker = connectedByOidc(scene);
        TestUser user = broker.atHome(scene.person().user());
        scene.realm().change(realm -> realm.putObject("smtpServer").put("from", "keycloak@example.test"));
        try {
            broker.signIn(scene.browser(), scene.aws().console(), user)
                    .form("form:has(#linkAccount)")
                    .press("#linkAccount");
            return follow.apply(scene.realm().linkMailedTo(scene.person().user()));
        } finally {
            scene.realm().change(realm -> realm.putObject("smtpServer"));
        }
    }

    static Arrival idpInitiatedFirst(Scene scene) {
        Broker broker = connectedBySaml(scene);
        TestUser user = newcomer(scene, broker);
        return Arrival.at(reviewed(broker.idpInitiated(scene.browser(), user), user));
    }

    static Arrival idpInitiatedLater(Scene scene) {
        Broker broker = connectedBySaml(scene);
        broker.link(scene.person().user());
        return Arrival.at(broker.idpInitiated(scene.browser(), scene.person().user()));
    }

    /** Signed in at an ordinary application by the broker, then to AWS by the cookie. */
    static Arrival thenByCookie(Scene scene) {
        Broker broker = connectedByOidc(scene);
        broker.link(scene.person().user());
        Page done = broker.signIn(
                scene.browser(),
                scene.realm().signInAt(scene.app()),
                scene.person().user());
        scene.arrivedElsewhere(done);
        return Arrival.at(scene.browser().open(scene.aws().console()));
    }

    /** The form that ForceAuthn brings takes the broker as well as the password. */
    static Arrival forceAuthn(Scene scene) {
        Broker broker = connectedByOidc(scene);
        TestUser user = scene.person().user();
        broker.link(user);
        return Arrival.at(broker.atHome(
                DirectPaths.forced(scene).post(scene.browser()).click("#social-" + broker.alias()), user));
    }

    static Broker connectedByOidc(Scene scene) {
        return broker(scene).byOidc();
    }

    static Broker broker(Scene scene) {
        return new Broker(scene.realm(), scene.home(), "home-" + scene.id());
    }

    private static Broker connectedBySaml(Scene scene) {
        return broker(scene).bySaml("amazon-aws");
    }

    private static Arrival linked(Scene scene, Broker broker) {
        TestUser user = scene.person().user();
        broker.link(user);
        return Arrival.at(broker.signIn(scene.browser(), scene.aws().console(), user));
    }

    private static Arrival accountMade(Scene scene, Broker broker) {
        TestUser user = newcomer(scene, broker);
        return Arrival.at(reviewed(broker.signIn(scene.browser(), scene.aws().console(), user), user));
    }

    /** Known at home only: the account here, with all that belongs to it, is gone. */
    static TestUser newcomer(Scene scene, Broker broker) {
        broker.grants(AwsSide.CLIENT_ID, AwsSide.ACCOUNT + "/Admin");
        scene.realm().admin().delete("/users/" + scene.person().user().id());
        return broker.atHome(scene.person().user());
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
