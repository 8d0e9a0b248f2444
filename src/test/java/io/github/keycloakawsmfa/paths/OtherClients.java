package io.github.keycloakawsmfa.paths;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.keycloakawsmfa.fixture.AdminApi;
import io.github.keycloakawsmfa.walk.AuthnRequest;
import io.github.keycloakawsmfa.walk.AwsSide;
import java.util.Map;
import java.util.function.Consumer;

/** Paths through clients of the realm that set-up has never seen: AWS trusts the realm's key, and so any of them. */
final class OtherClients {

    private static final String AWS = "https://signin.aws.amazon.com/saml";
    private static final String ELSEWHERE = "https://app.example.test/acs";

    private OtherClients() {}

    static Arrival awsAddress(Scene scene) {
        return signIn(scene, AWS, client -> {});
    }

    /** The request names an address that the client allows by a wildcard only. */
    static Arrival awsAddressInTheRequest(Scene scene) {
        String name = name(scene);
        scene.realm()
                .samlClient(
                        name,
                        ELSEWHERE,
                        client -> client.putArray("redirectUris").add("*"));
        return Arrival.at(
                scene.person().password(new AuthnRequest(scene.realm(), name, AWS, "").post(scene.browser())));
    }

    static Arrival identityCenterInAnotherPartition(Scene scene) {
        return identityCenter(scene, "eusc-de-east-1.sso.signin.amazonaws-eusc.eu");
    }

    /** A host that AWS may have tomorrow: the path tells. */
    static Arrival identityCenterAtAnUnknownHost(Scene scene) {
        return identityCenter(scene, "region.sign-in.example.test");
    }

    private static Arrival identityCenter(Scene scene, String host) {
        String acs = "https://" + host + "/platform/saml/acs/0a1b2c3d-1234";
        return signIn(
                scene,
                acs,
                client -> ((ObjectNode) client.get("attributes"))
                        .put("saml_name_id_format", "email")
                        .put("saml_force_name_id_format", "true"));
    }

    static Arrival roleMapper(Scene scene) {
        Map<String, String> config = Map.of(
                "attribute.name",
                AwsSide.PREFIX + "Role",
                "attribute.nameformat",
                "URI Reference",
                "attribute.value",
                AwsSide.pair("Admin"));
        return signIn(scene, ELSEWHERE, client -> mapper(client, "saml-hardcode-attribute-mapper", config));
    }

    static Arrival audienceMapper(Scene scene) {
        Map<String, String> config = Map.of("included.custom.audience", AwsSide.CLIENT_ID);
        return signIn(scene, ELSEWHERE, client -> mapper(client, "saml-audience-mapper", config));
    }

    /** Every client becomes an audience of which the user has a role, and AWS's is one. */
    static Arrival audienceResolver(Scene scene) {
        return signIn(scene, ELSEWHERE, client -> mapper(client, "saml-audience-resolve-mapper", Map.of()));
    }

    /** Its audience is its id. */
    static Arrival awsClientIdOfAnotherPartition(Scene scene) {
        String name = AwsSide.CLIENT_ID + ":" + name(scene);
        scene.realm()
                .samlClient(
                        name,
                        ELSEWHERE,
                        client -> ((ObjectNode) client.get("attributes"))
                                .put("saml_idp_initiated_sso_url_name", name(scene)));
        return open(scene);
    }

    /** As the admin console exports and imports it. */
    static Arrival copy(Scene scene) {
        copyOfAws(scene, client -> {});
        return open(scene);
    }

    /** With what the gate and flow know AWS's client by left out. */
    static Arrival copyWithoutMarks(Scene scene) {
        copyOfAws(scene, client -> {
            client.remove("authenticationFlowBindingOverrides");
            ((ObjectNode) client.get("attributes"))
                    .remove(client.get("attributes").properties().stream()
                            .map(Map.Entry::getKey)
                            .filter(attribute -> attribute.startsWith("aws-mfa."))
                            .toList());
        });
        return open(scene);
    }

    /** Made into another AWS client by hand: as good as the one that set-up makes. */
    static Arrival copyWithRoles(Scene scene) {
        String uuid = copyOfAws(
                scene,
                client ->
                        mapper(client, "saml-audience-mapper", Map.of("included.custom.audience", AwsSide.CLIENT_ID)));
        scene.realm().clientRoles(uuid, AwsSide.ACCOUNT + "/Admin");
        scene.realm().grant(scene.person().user(), uuid, AwsSide.ACCOUNT + "/Admin");
        return open(scene);
    }

    private static String copyOfAws(Scene scene, Consumer<ObjectNode> change) {
        ObjectNode client =
                (ObjectNode) scene.realm().admin().get("/clients/" + scene.aws().clientUuid());
        client.remove("id");
        client.put("clientId", name(scene));
        ((ObjectNode) client.get("attributes")).put("saml_idp_initiated_sso_url_name", name(scene));
        client.withArray("protocolMappers").forEach(mapper -> ((ObjectNode) mapper).remove("id"));
        change.accept(client);
        return scene.realm().admin().create("/clients", client);
    }

    private static Arrival signIn(Scene scene, String acs, Consumer<ObjectNode> change) {
        scene.realm().samlClient(name(scene), acs, change);
        return open(scene);
    }

    private static Arrival open(Scene scene) {
        return Arrival.at(
                scene.person().password(scene.browser().open(scene.realm().idpInitiated(name(scene)))));
    }

    private static String name(Scene scene) {
        return "other-" + scene.id();
    }

    private static void mapper(ObjectNode client, String provider, Map<String, String> config) {
        ArrayNode mappers = client.withArray("protocolMappers");
        mappers.addObject()
                .put("name", provider)
                .put("protocol", "saml")
                .put("protocolMapper", provider)
                .set("config", AdminApi.JSON.valueToTree(config));
    }
}
