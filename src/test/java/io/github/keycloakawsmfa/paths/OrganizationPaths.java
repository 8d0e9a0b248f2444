package io.github.keycloakawsmfa.paths;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.Page;
import io.github.keycloakawsmfa.fixture.TestRealm;
import io.github.keycloakawsmfa.fixture.TestUser;
import io.github.keycloakawsmfa.walk.Broker;
import java.util.List;
import java.util.Map;

/** Paths in a realm with organizations: Keycloak asks for the name first, and then knows where the user belongs. */
final class OrganizationPaths {

    private OrganizationPaths() {}

    /** A member with a password here. */
    static PathResult memberWithPassword(PathContext given) {
        String organization = organization(given);
        addMember(given, organization);
        return DirectPaths.idpInitiated(given);
    }

    /** A member without one: the organization's identity provider is the only way in. */
    static PathResult memberOfTheIdentityProvider(PathContext given) {
        TestUser user = given.person().user();
        String organization = organization(given);
        Broker broker = identityProvider(given, organization);
        broker.link(user);
        addMember(given, organization);
        giveAddress(given.realm(), user, domain(given));
        forgetPassword(given);
        Page page = named(given, user.username());
        // Before 26.7.0 Keycloak takes a device for something that the user could begin with, and offers both ways.
        return PathResult.at(broker.ledHome(page, user));
    }

    /** Nobody knows this one yet but the domain of the address. */
    static PathResult newMemberOfTheIdentityProvider(PathContext given) {
        Broker broker = identityProvider(given, organization(given));
        TestUser user = BrokeredPaths.newcomer(given, broker);
        giveAddress(given.home(), user, domain(given));
        Page page = broker.atHome(named(given, user.username() + "@" + domain(given)), user);
        return PathResult.at(page);
    }

    private static Page named(PathContext given, String name) {
        return given.browser()
                .open(given.aws().console())
                .form("#kc-form-login")
                .set("username", name)
                .submit();
    }

    private static String organization(PathContext given) {
        String name = "organization-" + given.id();
        return given.realm()
                .admin()
                .create(
                        "/organizations",
                        Map.of(
                                "name", name,
                                "alias", name,
                                "domains", List.of(Map.of("name", domain(given), "verified", true))));
    }

    private static String domain(PathContext given) {
        return "organization-" + given.id() + ".example.test";
    }

    private static void addMember(PathContext given, String organization) {
        given.realm()
                .admin()
                .post(
                        "/organizations/" + organization + "/members",
                        given.person().user().id());
    }

    private static Broker identityProvider(PathContext given, String organization) {
        Broker broker = BrokeredPaths.connectedByOidc(given);
        String path = "/identity-provider/instances/" + broker.alias();
        given.realm().admin().post("/organizations/" + organization + "/identity-providers", broker.alias());
        ObjectNode provider = (ObjectNode) given.realm().admin().get(path);
        provider.withObject("/config")
                .put("kc.org.domain", domain(given))
                .put("kc.org.broker.redirect.mode.email-matches", "true");
        given.realm().admin().put(path, provider);
        return broker;
    }

    /** The domain of the address tells where a user belongs. */
    private static void giveAddress(TestRealm realm, TestUser user, String domain) {
        String path = "/users/" + user.id();
        ObjectNode changed = (ObjectNode) realm.admin().get(path);
        changed.put("email", user.username() + "@" + domain);
        realm.admin().put(path, changed);
    }

    private static void forgetPassword(PathContext given) {
        String path = "/users/" + given.person().user().id() + "/credentials";
        for (JsonNode credential : given.realm().admin().get(path)) {
            if (credential.get("type").asText().equals("password")) {
                given.realm().admin().delete(path + "/" + credential.get("id").asText());
            }
        }
    }
}
