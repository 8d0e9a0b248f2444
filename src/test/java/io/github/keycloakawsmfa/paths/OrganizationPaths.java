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
    static Arrival memberWithPassword(Scene scene) {
        String organization = organization(scene);
        addMember(scene, organization);
        return DirectPaths.idpInitiated(scene);
    }

    /** A member without one: the organization's identity provider is the only way in. */
    static Arrival memberOfTheIdentityProvider(Scene scene) {
        TestUser user = scene.person().user();
        String organization = organization(scene);
        Broker broker = identityProvider(scene, organization);
        broker.link(user);
        addMember(scene, organization);
        giveAddress(scene.realm(), user, domain(scene));
        forgetPassword(scene);
        return Arrival.at(broker.atHome(named(scene, user.username()), user));
    }

    /** Nobody knows this one yet but the domain of the address. */
    static Arrival newMemberOfTheIdentityProvider(Scene scene) {
        Broker broker = identityProvider(scene, organization(scene));
        TestUser user = BrokeredPaths.newcomer(scene, broker);
        giveAddress(scene.home(), user, domain(scene));
        Page page = broker.atHome(named(scene, user.username() + "@" + domain(scene)), user);
        return Arrival.at(page);
    }

    private static Page named(Scene scene, String name) {
        return scene.browser()
                .open(scene.aws().console())
                .form("#kc-form-login")
                .set("username", name)
                .submit();
    }

    private static String organization(Scene scene) {
        String name = "organization-" + scene.id();
        return scene.realm()
                .admin()
                .create(
                        "/organizations",
                        Map.of(
                                "name", name,
                                "alias", name,
                                "domains", List.of(Map.of("name", domain(scene), "verified", true))));
    }

    private static String domain(Scene scene) {
        return "organization-" + scene.id() + ".example.test";
    }

    private static void addMember(Scene scene, String organization) {
        scene.realm()
                .admin()
                .post(
                        "/organizations/" + organization + "/members",
                        scene.person().user().id());
    }

    private static Broker identityProvider(Scene scene, String organization) {
        Broker broker = BrokeredPaths.connectedByOidc(scene);
        String path = "/identity-provider/instances/" + broker.alias();
        scene.realm().admin().post("/organizations/" + organization + "/identity-providers", broker.alias());
        ObjectNode provider = (ObjectNode) scene.realm().admin().get(path);
        provider.withObject("/config")
                .put("kc.org.domain", domain(scene))
                .put("kc.org.broker.redirect.mode.email-matches", "true");
        scene.realm().admin().put(path, provider);
        return broker;
    }

    /** The domain of the address tells where a user belongs. */
    private static void giveAddress(TestRealm realm, TestUser user, String domain) {
        String path = "/users/" + user.id();
        ObjectNode changed = (ObjectNode) realm.admin().get(path);
        changed.put("email", user.username() + "@" + domain);
        realm.admin().put(path, changed);
    }

    private static void forgetPassword(Scene scene) {
        String path = "/users/" + scene.person().user().id() + "/credentials";
        for (JsonNode credential : scene.realm().admin().get(path)) {
            if (credential.get("type").asText().equals("password")) {
                scene.realm().admin().delete(path + "/" + credential.get("id").asText());
            }
        }
    }
}
