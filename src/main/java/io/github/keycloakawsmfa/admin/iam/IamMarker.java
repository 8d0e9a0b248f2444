package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.users.Cursor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a list goes on: behind a user, and how many entries of the next one are done. AWS's clients hand it back as it is.
 *
 * @param beforeUsers whether it is still among the entries that belong to no user
 * @param done 0 at the beginning of a user
 */
record IamMarker(boolean beforeUsers, int done, Cursor after) {

    static final IamMarker START = beforeUsers(0);

    private static final Pattern FORM = Pattern.compile("([rs])([0-9]{1,9})\\.([A-Za-z0-9_-]+)");

    static IamMarker beforeUsers(int done) {
        return new IamMarker(true, done, Cursor.START);
    }

    /** @throws IamException if no answer has given it */
    static IamMarker parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw invalid();
        }
        try {
            return new IamMarker(
                    matcher.group(1).equals("r"), Integer.parseInt(matcher.group(2)), Cursor.parse(matcher.group(3)));
        } catch (BadCallException e) {
            throw invalid();
        }
    }

    private static IamException invalid() {
        return IamException.invalid("Invalid Marker: it must be that of an earlier answer.");
    }

    @Override
    public String toString() {
        return (beforeUsers ? "r" : "s") + done + "." + after;
    }
}
