package io.github.keycloakawsmfa.admin.setup;

import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictJson;
import io.github.keycloakawsmfa.aws.Reminders;
import io.github.keycloakawsmfa.device.ledger.FirstDevice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;

/**
 * What an administrator asks set-up for in the whole realm, whichever client the call names. What is not specified stays
 * as it is.
 *
 * @param firstDevice what users need for a first device
 * @param lostDevice what users read who have lost their device; blank for nothing of the realm's own
 * @param disableBuiltInOtp whether nobody can set up Keycloak's own one-time codes
 * @param adminPage whether the realm has the page for administrators
 * @param iamApi whether the realm answers the commands of {@code aws iam}
 * @param rollout from when on groups and AWS roles need a device
 * @param reminders whether users without a device are reminded by themselves
 * @param migration whether and which secrets of elsewhere become devices
 */
record RealmRequest(
        Optional<FirstDevice> firstDevice,
        Optional<String> lostDevice,
        Optional<Boolean> disableBuiltInOtp,
        Optional<Boolean> adminPage,
        Optional<Boolean> iamApi,
        RolloutRequest rollout,
        Optional<Reminders> reminders,
        MigrationRequest migration) {

    static final String ADMIN_PAGE = "adminPage";

    private static final String IAM_API = "iamApi";

    static final List<String> FIELDS = List.of(
            "firstDevice",
            "lostDevice",
            "disableBuiltInOtp",
            ADMIN_PAGE,
            IAM_API,
            RolloutRequest.FIELD,
            "reminders",
            MigrationRequest.FIELD);

    /** Nothing specified. */
    static final RealmRequest NOTHING = new RealmRequest(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RolloutRequest.NOTHING,
            Optional.empty(),
            MigrationRequest.NOTHING);

    /** @throws BadCallException with a sentence that names the field */
    static RealmRequest of(StrictJson json) {
        return new RealmRequest(
                json.text("firstDevice").map(SetupValues::firstDevice),
                json.text("lostDevice").map(SetupValues::lostDevice),
                json.flagIfSaid("disableBuiltInOtp"),
                json.flagIfSaid(ADMIN_PAGE),
                json.flagIfSaid(IAM_API),
                RolloutRequest.of(json),
                json.text("reminders").map(SetupValues::reminders),
                MigrationRequest.of(json));
    }

    Stream<SetupStep> steps(RealmModel realm) {
        return Stream.of(
                new RealmSetup(realm).firstDevice(firstDevice),
                new LostDeviceSetup(realm, lostDevice),
                plan -> disableBuiltInOtp.ifPresent(disabled -> new BuiltInOtpSetup(realm, disabled).plan(plan)),
                forAdministrators(realm),
                new RealmSetup(realm).reminders(reminders));
    }

    /** What administrators get: their page, and IAM's calls. */
    SetupStep forAdministrators(RealmModel realm) {
        return plan -> {
            adminPage.ifPresent(wanted -> new AdminPageSetup(realm, wanted).plan(plan));
            new IamApi(realm).step(iamApi).plan(plan);
        };
    }

    /** The same as fields of JSON, with a comma behind each. */
    String forAdministrators() {
        return adminPage.map(value -> "\"" + ADMIN_PAGE + "\": " + value + ", ").orElse("")
                + iamApi.map(value -> "\"" + IAM_API + "\": " + value + ", ").orElse("");
    }

    /** For the admin event. */
    void describe(Map<String, Object> fields) {
        firstDevice.ifPresent(value -> fields.put("firstDevice", value.wireName()));
        lostDevice.ifPresent(value -> fields.put("lostDevice", value));
        disableBuiltInOtp.ifPresent(value -> fields.put("disableBuiltInOtp", value));
        adminPage.ifPresent(value -> fields.put(ADMIN_PAGE, value));
        iamApi.ifPresent(value -> fields.put(IAM_API, value));
        rollout.describe(fields);
        reminders.ifPresent(value -> fields.put("reminders", value.wireName()));
        migration.describe(fields);
    }
}
