package io.github.keycloakawsmfa.login;

import io.github.keycloakawsmfa.device.text.TextLanguages;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.models.utils.FormMessage;

/**
 * One sentence to the user: a message key and its arguments. A {@link Duration} is put in the user's words.
 *
 * <p>What a user typed never becomes an argument: Keycloak resolves <code>${…}</code> in arguments.
 */
public record UserMessage(String key, List<Object> arguments) {

    private static final String ABOVE = "mfaMessageKey";
    private static final Duration IN_SECONDS = Duration.ofSeconds(90);

    /** @param arguments numbers and durations only */
    public static UserMessage of(String key, Object... arguments) {
        return new UserMessage(key, List.of(arguments));
    }

    /** Shows the sentence as an error of one field of the form. */
    public void showAt(String field, LoginFormsProvider form) {
        form.addError(new FormMessage(field, key, worded(form)));
        form.setAttribute("mfaErrorKey_" + field, key);
    }

    /** Shows the sentence above the form, as an error. */
    public void showAsError(LoginFormsProvider form) {
        form.setError(key, worded(form));
        form.setAttribute(ABOVE, key);
    }

    /** Shows the sentence above the form, as a success. */
    public void showAsSuccess(LoginFormsProvider form) {
        form.setSuccess(key, worded(form));
        form.setAttribute(ABOVE, key);
    }

    /** Shows the sentence above the form, as information. */
    public void showAsInfo(LoginFormsProvider form) {
        form.setInfo(key, worded(form));
        form.setAttribute(ABOVE, key);
    }

    /** Gives the sentence to the template as an attribute; its key is at {@code NAMEKey}. */
    public void giveAs(String name, LoginFormsProvider form) {
        form.setAttribute(name, form.getMessage(key, worded(form))).setAttribute(name + "Key", key);
    }

    /** The arguments with durations in words. */
    public Object[] worded(LoginFormsProvider form) {
        return arguments.stream()
                .map(argument -> argument instanceof Duration span ? span(span, form) : argument)
                .toArray();
    }

    /** Keycloak writes numbers in the page's digits, also where the text around them is in another language. */
    private static String span(Duration span, LoginFormsProvider form) {
        String worded = words(span, form);
        Locale texts = Locale.forLanguageTag(form.getMessage(TextLanguages.LANGUAGE));
        if (DecimalFormatSymbols.getInstance(texts).getZeroDigit() != '0') {
            return worded;
        }
        StringBuilder ascii = new StringBuilder();
        worded.codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    /** Zero or more, rounded up to what a person would say. */
    private static String words(Duration span, LoginFormsProvider form) {
        long seconds = Math.max(1, span.plusMillis(999).toSeconds());
        if (span.compareTo(IN_SECONDS) <= 0) {
            return form.getMessage("virtualMfaSeconds", seconds);
        }
        long minutes = Math.floorDiv(seconds + 59, 60);
        if (minutes < 60) {
            return form.getMessage("virtualMfaMinutes", minutes);
        }
        String hours = form.getMessage("virtualMfaHours", minutes / 60);
        return minutes % 60 == 0
                ? hours
                : form.getMessage(
                        "virtualMfaHoursAndMinutes", hours, form.getMessage("virtualMfaMinutes", minutes % 60));
    }
}
