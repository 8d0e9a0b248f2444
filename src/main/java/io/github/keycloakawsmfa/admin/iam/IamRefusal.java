package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.devices.ErrorAnswer;
import jakarta.ws.rs.core.Response;

/** What IAM says where a call of ours refuses: the error by its outcome, the sentence as it is. */
final class IamRefusal {

    private IamRefusal() {}

    /**
     * @param refused with an {@link ErrorAnswer}
     * @throws IamException if nothing happened: AWS's clients then try again by themselves
     */
    static Response of(Response refused) {
        ErrorAnswer why = (ErrorAnswer) refused.getEntity();
        switch (why.outcome()) {
            case "busy" -> throw new IamException(IamError.THROTTLING, why.errorMessage());
            case "unavailable" -> throw new IamException(IamError.SERVICE_UNAVAILABLE, why.errorMessage());
            default -> {
                return IamAnswer.error(error(why.outcome(), refused.getStatus()), sentence(why));
            }
        }
    }

    /** In IAM's names of parameters; a third code has none. */
    private static String sentence(ErrorAnswer why) {
        return why.outcome().equals("waiting")
                ? "There were too many wrong codes: for " + why.waitSeconds()
                        + " seconds only three consecutive codes are checked, which the user types at a sign-in or on the"
                        + " devices page."
                : why.errorMessage()
                        .replace("\"code1\"", "AuthenticationCode1")
                        .replace("\"code2\"", "AuthenticationCode2")
                        .replace("\"name\"", "VirtualMFADeviceName");
    }

    private static IamError error(String outcome, int status) {
        return switch (outcome) {
            case "name_malformed", "code_malformed" -> IamError.VALIDATION_ERROR;
            case "name_taken", "already_enabled", "secret_present" -> IamError.ENTITY_ALREADY_EXISTS;
            case "limit_reached" -> IamError.LIMIT_EXCEEDED;
            case "device_gone", "not_pending" -> IamError.NO_SUCH_ENTITY;
            case "waiting", "locked", "record_damaged" -> IamError.ENTITY_TEMPORARILY_UNMODIFIABLE;
            case "service_account", "disabled" -> IamError.INVALID_USER_TYPE;
            case "same_code_twice" -> IamError.INVALID_AUTHENTICATION_CODE;
            // All that is left of this status is about two codes.
            default -> status == 422 ? IamError.INVALID_AUTHENTICATION_CODE : IamError.INVALID_INPUT;
        };
    }
}
