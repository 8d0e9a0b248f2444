package io.github.keycloakawsmfa.device.mail;

import java.util.Locale;
import org.keycloak.events.EventType;

/** What a user is mailed about (rule S12), and its texts. */
public enum DeviceMail {
    ASSIGNED(EventType.UPDATE_CREDENTIAL, "virtualMfaMailAssignedTitle", "virtualMfaMailAssigned"),
    ASSIGNED_BY_ADMINISTRATOR(
            EventType.UPDATE_CREDENTIAL,
            "virtualMfaMailAssignedTitle",
            "virtualMfaMailAssignedByAdministrator",
            "virtualMfaMailAskAdministrator"),
    IMPORTED(
            EventType.UPDATE_CREDENTIAL,
            "virtualMfaMailAssignedTitle",
            "virtualMfaMailImported",
            "virtualMfaMailAskAdministrator"),
    /** A built-in one-time code of Keycloak's became a device. */
    MOVED_IN(
            EventType.UPDATE_CREDENTIAL,
            "virtualMfaMailAssignedTitle",
            "virtualMfaMailMovedIn",
            "virtualMfaMailAskAdministrator"),
    /** The same, by an administrator's call. */
    MOVED_IN_BY_ADMINISTRATOR(
            EventType.UPDATE_CREDENTIAL,
            "virtualMfaMailAssignedTitle",
            "virtualMfaMailMovedIn",
            "virtualMfaMailAskAdministrator"),
    /** A device became a built-in one-time code of Keycloak's. */
    MOVED_BACK(
            EventType.REMOVE_CREDENTIAL,
            "virtualMfaMailMovedBackTitle",
            "virtualMfaMailMovedBack",
            "virtualMfaMailAskAdministrator"),
    RESYNCED(EventType.UPDATE_CREDENTIAL, "virtualMfaMailResyncedTitle", "virtualMfaMailResynced"),
    DEACTIVATED(EventType.REMOVE_CREDENTIAL, "virtualMfaMailDeactivatedTitle", "virtualMfaMailDeactivated"),
    DEACTIVATED_BY_ADMINISTRATOR(
            EventType.REMOVE_CREDENTIAL,
            "virtualMfaMailDeactivatedTitle",
            "virtualMfaMailDeactivatedByAdministrator",
            "virtualMfaMailAskAdministrator"),
    KEY_GIVEN_UP(
            EventType.REMOVE_CREDENTIAL,
            "virtualMfaMailDeactivatedTitle",
            "virtualMfaMailKeyForgotten",
            "virtualMfaMailAskAdministrator"),
    UNLOCKED(
            EventType.UPDATE_CREDENTIAL,
            "virtualMfaMailUnlockedTitle",
            "virtualMfaMailUnlocked",
            "virtualMfaMailAskAdministrator"),
    TICKET_ISSUED(
            EventType.UPDATE_CREDENTIAL,
            "virtualMfaMailTicketTitle",
            "virtualMfaMailTicket",
            "virtualMfaMailTicketAdvice"),
    HELD_BACK(
            EventType.USER_DISABLED_BY_TEMPORARY_LOCKOUT,
            "virtualMfaMailHeldBackTitle",
            "virtualMfaMailHeldBack",
            "virtualMfaMailChangePassword"),
    /** A device will be needed. */
    REMINDER(
            EventType.CUSTOM_REQUIRED_ACTION,
            "virtualMfaMailReminderTitle",
            "virtualMfaMailReminder",
            "virtualMfaMailAskAdministrator"),
    /** A device is needed. */
    REMINDER_NOW(
            EventType.CUSTOM_REQUIRED_ACTION,
            "virtualMfaMailReminderTitle",
            "virtualMfaMailReminderNow",
            "virtualMfaMailAskAdministrator");

    private final EventType event;
    private final String title;
    private final String what;
    private final String advice;

    DeviceMail(EventType event, String title, String what) {
        this(event, title, what, "virtualMfaMailNotYou");
    }

    DeviceMail(EventType event, String title, String what, String advice) {
        this.event = event;
        this.title = title;
        this.what = what;
        this.advice = advice;
    }

    /** Type of the event that reports the same. */
    EventType event() {
        return event;
    }

    /** Message key of the few words that say what happened: the mail's title, and part of its subject. */
    String title() {
        return title;
    }

    /** Message key of the sentence that says what happened. */
    String what() {
        return what;
    }

    /** Message key of what the user should do. */
    String advice() {
        return advice;
    }

    /** Message key of what its date is, if it has one. */
    String dateLabel() {
        return isReminder() ? "virtualMfaMailRequiredFrom" : "virtualMfaMailValidUntil";
    }

    /** Message key of what its link is for. */
    String action() {
        return isReminder() ? "virtualMfaMailAssign" : "virtualMfaMailManage";
    }

    /** Whether nothing has happened, of which the time would be told. */
    boolean isReminder() {
        return this == REMINDER || this == REMINDER_NOW;
    }

    /** Whether an administrator did it: the user must not see their address. */
    boolean isByAdministrator() {
        return this == ASSIGNED_BY_ADMINISTRATOR
                || this == IMPORTED
                || this == MOVED_IN_BY_ADMINISTRATOR
                || this == MOVED_BACK
                || this == DEACTIVATED_BY_ADMINISTRATOR
                || this == UNLOCKED
                || this == TICKET_ISSUED
                || this == KEY_GIVEN_UP
                || isReminder();
    }

    /** As in events. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
