package io.github.keycloakawsmfa.device.keycloak;

import io.github.keycloakawsmfa.device.ledger.DeviceSummary;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.ledger.Ledger;
import io.github.keycloakawsmfa.device.ledger.LedgerEvents;
import io.github.keycloakawsmfa.device.ledger.LedgerResult;
import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Sees what Keycloak does to users and devices without asking us. An admin event comes in the same transaction, and
 * reaches global listeners even if the realm stores no admin events (26.4 to 26.7, AdminEventBuilder).
 *
 * <ul>
 *   <li>A device removed through Keycloak's own admin REST, the only way besides ours to remove devices. No provider is
 *       asked there (26.4 to 26.7, UserResource.removeCredential).
 *   <li>A disabled user: by an administrator, by brute-force protection that locks permanently, or because something
 *       was refused for that reason. Keycloak ends such a user's sessions only when they are next used (26.4 to 26.7,
 *       UserResource.updateUser, DefaultBruteForceProtector): a session that is idle until the user is enabled again
 *       continues as if nothing had happened. So what the user has proved is forgotten.
 *   <li>A removed user federation provider. Keycloak removes its users in bulk without any notification (26.4 to 26.7,
 *       UserStorageManager.preRemove); the admin event comes before that.
 * </ul>
 */
final class DeviceEventListener implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(DeviceEventListener.class);

    private static final Pattern CREDENTIAL = Pattern.compile("users/(.+)/credentials/([^/]+)");
    private static final Pattern USER = Pattern.compile("users/(.+)");
    private static final String COMPONENTS = "components/";

    private final KeycloakSession session;

    DeviceEventListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        String path = event.getResourcePath();
        OperationType operation = event.getOperationType();
        if (path == null) {
            return;
        }
        if (event.getResourceType() == ResourceType.USER) {
            if (operation == OperationType.ACTION || operation == OperationType.DELETE) {
                withUser(event, CREDENTIAL.matcher(path), (realm, user) -> credentialRemoved(event, realm, user));
            } else if (operation == OperationType.UPDATE) {
                withUser(event, USER.matcher(path), (realm, user) -> {
                    if (!user.isEnabled()) {
                        forgetEvidence(realm, user);
                    }
                });
            }
        } else if (event.getResourceType() == ResourceType.COMPONENT
                && operation == OperationType.DELETE
                && path.startsWith(COMPONENTS)) {
            // The component's type is not checked: no other kind has users.
            LedgerCleaner.removeUsersOf(session, event.getRealmId(), path.substring(COMPONENTS.length()));
        }
    }

    private void withUser(AdminEvent event, Matcher path, BiConsumer<RealmModel, UserModel> act) {
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        UserModel user = realm != null && path.matches() ? session.users().getUserById(realm, path.group(1)) : null;
        if (user != null) {
            act.accept(realm, user);
        }
    }

    @Override
    public void onEvent(Event event) {
        boolean disabled = event.getType() == EventType.USER_DISABLED_BY_PERMANENT_LOCKOUT
                || Errors.USER_DISABLED.equals(event.getError());
        RealmModel realm =
                disabled && event.getUserId() != null ? session.realms().getRealm(event.getRealmId()) : null;
        UserModel user = realm == null ? null : session.users().getUserById(realm, event.getUserId());
        if (user != null) {
            forgetEvidence(realm, user);
        }
    }

    private void forgetEvidence(RealmModel realm, UserModel user) {
        if (Devices.read(session, realm, user).haveEvidence()) {
            afterCommit(user, () -> new Ledger(session).forgetEvidence(realm, user));
        }
    }

    /** Event and mail are sent when Keycloak's transaction commits, and the ledger follows. */
    private void credentialRemoved(AdminEvent event, RealmModel realm, UserModel user) {
        String deviceId =
                event.getResourcePath().substring(event.getResourcePath().lastIndexOf('/') + 1);
        name(event, realm, user, deviceId).ifPresent(name -> {
            new LedgerEvents(session, realm, user, ServerTime.now()).deactivatedByKeycloak(deviceId, name);
            afterCommit(user, () -> new Ledger(session).forgetRemoved(realm, user, deviceId));
        });
    }

    /** The device's name, or empty if it is not a device: from the event, else from what is still committed. */
    private Optional<String> name(AdminEvent event, RealmModel realm, UserModel user, String deviceId) {
        Map<String, String> details = event.getDetails();
        if (details != null && details.containsKey(Details.CREDENTIAL_TYPE)) {
            return VirtualMfaDevice.TYPE.equals(details.get(Details.CREDENTIAL_TYPE))
                    ? Optional.of(details.getOrDefault(Details.CREDENTIAL_USER_LABEL, deviceId))
                    : Optional.empty();
        }
        // 26.4.7 reports nothing but the path.
        return Devices.committed(session, realm, user).find(deviceId).map(DeviceSummary::name);
    }

    private void afterCommit(UserModel user, Supplier<LedgerResult<Void>> act) {
        String userId = user.getId();
        session.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {

            /** Throws nothing: Keycloak would treat it as a failed commit. */
            @Override
            protected void commitImpl() {
                try {
                    Optional<String> problem = act.get()
                            .fold(
                                    done -> Optional.empty(),
                                    () -> Optional.of("busy"),
                                    none -> Optional.of(none.reason()));
                    problem.ifPresent(
                            why -> LOG.errorf("The ledger of user %s could not follow a change: %s", userId, why));
                } catch (RuntimeException e) {
                    LOG.errorf(e, "The ledger of user %s could not follow a change", userId);
                }
            }

            @Override
            protected void rollbackImpl() {
                // Nothing was changed.
            }
        });
    }

    @Override
    public void close() {
        // Holds nothing.
    }
}
