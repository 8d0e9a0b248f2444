package io.github.keycloakawsmfa.admin.iam;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Consumer;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * An answer in IAM's form, with a request id of its own. Never kept by anybody on the way: one holds a secret.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html">IAM API Reference</a>
 */
final class IamAnswer {

    private IamAnswer() {}

    /** @param result what is in the action's {@code Result} */
    static Response of(String action, Consumer<IamXml> result) {
        String id = KeycloakModelUtils.generateId();
        String document =
                IamXml.document(action + "Response", xml -> metadata(xml.element(action + "Result", result), id));
        return response(200, id, document);
    }

    /** Of an action without a result. */
    static Response of(String action) {
        String id = KeycloakModelUtils.generateId();
        return response(200, id, IamXml.document(action + "Response", xml -> metadata(xml, id)));
    }

    static Response error(IamError error, String message) {
        String id = KeycloakModelUtils.generateId();
        String document = IamXml.document(
                "ErrorResponse",
                xml -> xml.element(
                                "Error",
                                fields -> fields.text("Type", error.type())
                                        .text("Code", error.code())
                                        .text("Message", message))
                        .text("RequestId", id));
        return response(error.status(), id, document);
    }

    static void metadata(IamXml xml, String requestId) {
        xml.element("ResponseMetadata", fields -> fields.text("RequestId", requestId));
    }

    /** @param entity what JAX-RS can write: the document, or what writes it */
    static Response response(int status, String requestId, Object entity) {
        return Response.status(status)
                .type(MediaType.TEXT_XML_TYPE)
                .header("x-amzn-RequestId", requestId)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(entity)
                .build();
    }
}
