package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One call of an action by a service account, whose signature was right.
 *
 * @param administrator the service account, with its roles and permissions
 */
record IamCall(AdminRequest administrator, IamAccount account, String action, IamParameters parameters) {

    /** How an action answers. */
    interface Action {

        /** @throws IamException with what IAM would say, before anything was changed */
        Response answer(IamCall call);
    }

    /** @throws IamException if there is any other parameter than these */
    IamCall requireOnly(String... known) {
        parameters.requireOnly(Set.of(known));
        return this;
    }

    String needed(String name) {
        return parameters.needed(name);
    }

    /** The user whom the call names, if the caller may see them. */
    IamUser user() {
        return user(needed("UserName"));
    }

    IamUser user(String name) {
        return IamUser.seen(administrator, account, name);
    }

    Response answer(Consumer<IamXml> result) {
        return IamAnswer.of(action, result);
    }

    Response done() {
        return IamAnswer.of(action);
    }
}
