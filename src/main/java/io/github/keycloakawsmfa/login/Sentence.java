package io.github.keycloakawsmfa.login;

import java.time.Duration;
import java.util.List;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.utils.FormMessage;

/**
 * One sentence to the user: a message key and what fills its places. A {@link Duration} is put in the user's words.
 *
 * <p>What a user typed never becomes an argument: Keycloak resolves <code>${…}</code> in arguments.
 */
public record Sentence(String key, List<Object> arguments) {

    /** @param arguments numbers and durations only */
    public static Sentence of(String key, Object... arguments) {
        return new Sentence(key, List.of(arguments));
    }

    /** The sentence as an error of one field of the form. */
    public FormMessage on(String field, LoginFormsProvider form) {
        return new FormMessage(field, key, worded(form));
    }

    /** The arguments with durations in words. */
    public Object[] worded(LoginFormsProvider form) {
        return arguments.stream()
                .map(argument -> argument instanceof Duration span ? InWords.of(span, form) : argument)
                .toArray();
    }
}
