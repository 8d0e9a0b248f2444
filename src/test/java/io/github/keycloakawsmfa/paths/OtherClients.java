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

    static PathResult awsAddress(PathContext given) {
        return signIn(given, AWS, client -> {});
    }

    /** The request names an address that the client allows by a wildcard only. */
    static PathResult awsAddressInTheRequest(PathContext given) {
        String name = name(given);
        given.realm()
                .samlClient(
                        name,
                        ELSEWHERE,
                        client -> client.putArray("redirectUris").add("*"));
        return PathResult.at(
                given.person().password(new AuthnRequest(given.realm(), name, AWS, "").post(given.browser())));
    }

    static PathResult identityCenterInAnotherPartition(PathContext given) {
        return identityCenter(given, "eusc-de-east-1.sso.signin.amazonaws-eusc.eu");
    }

    /** A host that AWS may have tomorrow: the path tells. */
    static PathResult identityCenterAtAnUnknownHost(PathContext given) {
        return identityCenter(given, "region.sign-in.example.test");
    }

    private static PathResult identityCenter(PathContext given, String host) {
        String acs = "https://" + host + "/platform/saml/acs/0a1b2c3d-1234";
        return signIn(
                given,
                acs,
                client -> ((ObjectNode) client.get("attributes"))
                        .put("saml_name_id_format", "email")
                        .put("saml_force_name_id_format", "true"));
    }

    static PathResult roleMapper(PathContext given) {
        Map<String, String> config = Map.of(
                "attribute.name",
                AwsSide.PREFIX + "Role",
                "attribute.nameformat",
                "URI Reference",
                "attribute.value",
                AwsSide.pair("Admin"));
        return signIn(given, ELSEWHERE, client -> mapper(client, "saml-hardcode-attribute-mapper", config));
    }

    static PathResult audienceMapper(PathContext given) {
        Map<String, String> config = Map.of("included.custom.audience", AwsSide.CLIENT_ID);
        return signIn(given, ELSEWHERE, client -> mapper(client, "saml-audience-mapper", config));
    }

    /** Every client becomes an audience of which the user has a role, and AWS's is one. */
    static PathResult audienceResolver(PathContext given) {
        return signIn(given, ELSEWHERE, client -> mapper(client, "saml-audience-resolve-mapper", Map.of()));
    }

    /** Its audience is its id. */
    static PathResult awsClientIdOfAnotherPartition(PathContext given) {
        String name = AwsSide.CLIENT_ID + ":" + name(given);
        given.realm()
                .samlClient(
                        name,
                        ELSEWHERE,
                        client -> ((ObjectNode) client.get("attributes"))
                                .put("saml_idp_initiated_sso_url_name", name(given)));
        return open(given);
    }

    /** As the admin console exports and imports it. */
    static PathResult copy(PathContext given) {
        copyOfAws(given, client -> {});
        return open(given);
    }

    /** With what the gate and flow know AWS's client by left out. */
    static PathResult copyWithoutMarks(PathContext given) {
        copyOfAws(given, client -> {
            client.remove("authenticationFlowBindingOverrides");
            ((ObjectNode) client.get("attributes"))
                    .remove(client.get("attributes").properties().stream()
                            .map(Map.Entry::getKey)
                            .filter(attribute -> attribute.startsWith("aws-mfa."))
                            .toList());
        });
        return open(given);
    }

    /** Made into another AWS client by hand: as good as the one that set-up makes. */
    static PathResult copyWithRoles(PathContext given) {
        String uuid = copyOfAws(
                given,
                client ->
                        mapper(client, "saml-audience-mapper", Map.of("included.custom.audience", AwsSide.CLIENT_ID)));
        given.realm().clientRoles(uuid, AwsSide.ACCOUNT + "/Admin");
        given.realm().grant(given.person().user(), uuid, AwsSide.ACCOUNT + "/Admin");
        return open(given);
    }

    private static String copyOfAws(PathContext given, Consumer<ObjectNode> change) {
        ObjectNode client =
                (ObjectNode) given.realm().admin().get("/clients/" + given.aws().clientUuid());
        client.remove("id");
        client.put("clientId", name(given));
        ((ObjectNode) client.get("attributes")).put("saml_idp_initiated_sso_url_name", name(given));
        client.withArray("protocolMappers").forEach(mapper -> ((ObjectNode) mapper).remove("id"));
        change.accept(client);
        return given.realm().admin().create("/clients", client);
    }

    private static PathResult signIn(PathContext given, String acs, Consumer<ObjectNode> change) {
        given.realm().samlClient(name(given), acs, change);
        return open(given);
    }

    private static PathResult open(PathContext given) {
        return PathResult.at(
                given.person().password(given.browser().open(given.realm().idpInitiated(name(given)))));
    }

    private static String name(PathContext given) {
        return "other-" + given.id();
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
