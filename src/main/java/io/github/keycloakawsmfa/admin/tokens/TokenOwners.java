package io.github.keycloakawsmfa.admin.tokens;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.device.token.StoredToken;
import org.jboss.logging.Logger;
import org.keycloak.models.UserModel;

/** Whose tokens are, as far as the caller may see it. Each may be a question to a directory. */
final class TokenOwners {

    private static final Logger LOG = Logger.getLogger(TokenOwners.class);

    private final AdminRequest administrator;
    private final boolean mayBeSeen;
    private boolean answers = true;

    TokenOwners(AdminRequest administrator) {
        this.administrator = administrator;
        this.mayBeSeen = administrator.auth().users().canView();
    }

    TokenAnswer answer(StoredToken token) {
        TokenAnswer answer = TokenAnswer.of(token);
        return mayBeSeen
                ? answer.withUsername(token.userId().map(this::username).orElse(null))
                : answer.withoutUser();
    }

    /** Null for a user who is gone, and for all once a directory has not answered: the next question might wait as long. */
    private String username(String userId) {
        if (!answers) {
            return null;
        }
        try {
            UserModel user = administrator.session().users().getUserById(administrator.realm(), userId);
            return user == null ? null : user.getUsername();
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "User %s of realm %s cannot be loaded",
                    userId,
                    administrator.realm().getName());
            answers = false;
            return null;
        }
    }
}
