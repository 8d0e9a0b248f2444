package io.github.keycloakawsmfa.device.mail;

import java.util.Locale;
import org.keycloak.events.EventType;

/** What a user is mailed about (rule S12), and its texts. */
public enum DeviceMail {
    ASSIGNED(EventType.UPDATE_CREDENTIAL, "virtualMfaMailAssignedSubject", "virtualMfaMailAssigned"),
    ASSIGNED_BY_ADMINISTRATOR(
            EventType.UPDATE_CREDENTIAL,
            "virtualMfaMailAssignedSubject",
            "virtualMfaMailAssignedByAdministrator",
            "virtualMfaMailAskAdministrator"),
    IMPORTED(
            EventType.UPDATE_CREDENTIAL,
            "virtualMfaMailAssignedSubject",
            "virtualMfaMailImported",
            "virtualMfaMailAskAdministrator"),
    RESYNCED(EventType.UPDATE_CREDENTIAL, "virtualMfaMailResyncedSubject", "virtualMfaMailResynced"),
    DEACTIVATED(EventType.REMOVE_CREDENTIAL, "virtualMfaMailDeactivatedSubject", "virtualMfaMailDeactivated"),
    DEACTIVATED_BY_ADMINISTRATOR(
            EventType.REMOVE_CREDENTIAL,
            "virtualMfaMailDeactivatedSubject",
            "virtualMfaMailDeactivatedByAdministrator",
            "virtualMfaMailAskAdministrator"),
    KEY_GIVEN_UP(
            EventType.REMOVE_CREDENTIAL,
            "virtualMfaMailDeactivatedSubject",
            "virtualMfaMailKeyForgotten",
            "virtualMfaMailAskAdministrator"),
    UNLOCKED(
            EventType.UPDATE_CREDENTIAL,
            "virtualMfaMailUnlockedSubject",
            "virtualMfaMailUnlocked",
            "virtualMfaMailAskAdministrator"),
    HELD_BACK(
            EventType.USER_DISABLED_BY_TEMPORARY_LOCKOUT,
            "virtualMfaMailHeldBackSubject",
            "virtualMfaMailHeldBack",
            "virtualMfaMailChangePassword");

    private final EventType event;
    private final String subject;
    private final String what;
    private final String advice;

    DeviceMail(EventType event, String subject, String what) {
        this(event, subject, what, "virtualMfaMailNotYou");
    }

    DeviceMail(EventType event, String subject, String what, String advice) {
        this.event = event;
        this.subject = subject;
        this.what = what;
        this.advice = advice;
    }

    /** Type of the event that reports the same. */
    EventType event() {
        return event;
    }

    /** Message key of the mail's subject. */
    String subject() {
        return subject;
    }

    /** Message key of the sentence that says what happened. */
    String what() {
        return what;
    }

    /** Message key of what the user should do. */
    String advice() {
        return advice;
    }

    /** Whether an administrator did it: the user must not see their address. */
    boolean isByAdministrator() {
        return this == ASSIGNED_BY_ADMINISTRATOR
                || this == IMPORTED
                || this == DEACTIVATED_BY_ADMINISTRATOR
                || this == UNLOCKED
                || this == KEY_GIVEN_UP;
    }

    /** As in events. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
