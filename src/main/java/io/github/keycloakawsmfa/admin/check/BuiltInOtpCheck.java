package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.admin.setup.BuiltInOtpSetup;
import java.util.List;
import org.keycloak.models.RealmModel;

/** Whether users find two things of the same look in their account console, of which only one leads to AWS. */
record BuiltInOtpCheck(RealmModel realm, AwsClients clients) implements Check {

    @Override
    public List<Finding> run() {
        return clients.setUp().isEmpty() || !BuiltInOtpSetup.isOffered(realm)
                ? List.of()
                : List.of(Finding.of(
                        FindingId.BUILT_IN_OTP_OFFERED,
                        "realm " + realm.getName() + ", " + BuiltInOtpSetup.ACTION,
                        "The account console offers Keycloak's own Authenticator application beside the virtual MFA"
                                + " device: users may set up the one that does not count for AWS.",
                        "If nobody needs it, run set-up with \"disableBuiltInOtp\": true."));
    }
}
