package io.github.keycloakawsmfa.admin.call;

import io.github.keycloakawsmfa.device.text.Excerpt;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.representations.idm.ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;

/**
 * A call that makes no sense: 400, with a sentence that names the field, in the {@code errorMessage} that kcadm shows.
 * The sentence is the message as well.
 */
public final class BadCallException extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    private final String sentence;

    /** @param sentence may quote the input, which may be anything: it is shortened to 500 characters */
    public BadCallException(String sentence) {
        super(Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON)
                .entity(body(Excerpt.of(sentence)))
                .build());
        this.sentence = Excerpt.of(sentence);
    }

    private static ErrorRepresentation body(String sentence) {
        ErrorRepresentation body = new ErrorRepresentation();
        body.setErrorMessage(sentence);
        return body;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
