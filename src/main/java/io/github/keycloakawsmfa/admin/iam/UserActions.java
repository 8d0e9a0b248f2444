package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.users.UserEntry;
import io.github.keycloakawsmfa.aws.model.RolePair;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.UserModel;

/** Who is there: the realm's users, and the AWS roles that its clients for AWS have. */
final class UserActions {

    private static final String USER_NAME = "UserName";

    /** What has no time here and must have one at AWS. */
    private static final Instant UNKNOWN = Instant.EPOCH;

    private UserActions() {}

    /** One user; without a name the caller, as at AWS. */
    static Response one(IamCall call) {
        call.requireOnly(USER_NAME);
        UserModel user = call.parameters()
                .text(USER_NAME)
                .map(name -> call.user(name).model())
                .orElseGet(() -> call.administrator().auth().adminAuth().getUser());
        return call.answer(result -> result.element(
                "User",
                fields -> write(
                        fields,
                        user.getUsername(),
                        user.getId(),
                        Optional.ofNullable(user.getCreatedTimestamp()).map(Instant::ofEpochMilli),
                        call.account())));
    }

    /** All whom the caller may see, in the order of their names. */
    static Response all(IamCall call) {
        call.requireOnly("PathPrefix", "Marker", "MaxItems");
        IamPage.Wanted wanted = IamPage.Wanted.of(call.parameters());
        String prefix = prefix(call);
        call.administrator().auth().users().requireQuery();
        IamPage<UserEntry> page = haveAll(prefix)
                ? IamPage.of(wanted, List.of(), Optional.empty(), call.administrator(), List::of)
                : IamPage.of(wanted, List.of());
        return call.answer(
                result -> page.write(result, "Users", (fields, user) -> write(fields, user, call.account())));
    }

    /** Those that the realm's clients for AWS name. */
    static Response roles(IamCall call) {
        call.requireOnly("PathPrefix", "Marker", "MaxItems");
        call.administrator().auth().clients().requireView();
        IamPage.Wanted wanted = IamPage.Wanted.of(call.parameters());
        String prefix = prefix(call);
        List<RolePair> roles = IamAccount.roles(
                        call.administrator().session(), call.administrator().realm())
                .filter(role -> role.rolePath().startsWith(prefix))
                .toList();
        return call.answer(result -> IamPage.of(wanted, roles)
                .write(
                        result,
                        "Roles",
                        (fields, role) -> fields.text("Path", role.rolePath())
                                .text("RoleName", role.roleName())
                                // AWS's own ids are not known here.
                                .text("RoleId", role.roleArn())
                                .text("Arn", role.roleArn())));
    }

    static void write(IamXml xml, UserEntry user, IamAccount account) {
        write(xml, user.username(), user.id(), user.createdAt(), account);
    }

    private static void write(IamXml xml, String username, String id, Optional<Instant> createdAt, IamAccount account) {
        xml.text("Path", "/").text(USER_NAME, username).text("UserId", id).text("Arn", account.userArn(username));
        xml.time("CreateDate", createdAt.orElse(UNKNOWN));
    }

    /** All users have the path {@code /}. */
    private static boolean haveAll(String prefix) {
        return prefix.equals("/");
    }

    private static String prefix(IamCall call) {
        String prefix = call.parameters().text("PathPrefix").orElse("/");
        if (!prefix.startsWith("/")) {
            throw IamException.invalid("PathPrefix must begin with a slash.");
        }
        return prefix;
    }
}
