package io.github.keycloakawsmfa.admin.check;

import static io.github.keycloakawsmfa.admin.check.FindingId.Severity.ERROR;
import static io.github.keycloakawsmfa.admin.check.FindingId.Severity.INFO;
import static io.github.keycloakawsmfa.admin.check.FindingId.Severity.WARNING;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** All possible findings. Scripts rely on the wire names, which docs/check.md lists with their meaning. */
public enum FindingId {
    GATE_MISSING(ERROR),
    GATE_DISABLED(ERROR),
    GATE_OVERRULED(ERROR),
    GATE_OBSERVES(ERROR),
    GATE_MODE_UNREADABLE(ERROR),
    GATE_NOT_ALONE(WARNING),
    PROVIDER_MISSING(ERROR),
    KEYCLOAK_UNKNOWN(ERROR),
    KEYCLOAK_VULNERABLE(WARNING),
    TOKEN_EXCHANGE_ON(WARNING),
    POOL_TOO_SMALL(WARNING),
    CLOCK_FAR_APART(ERROR),
    CLOCK_APART(WARNING),
    DEVICES_DRIFT_TOGETHER(WARNING),

    NOT_SET_UP(INFO),
    AWS_CLIENT_NOT_SET_UP(WARNING),
    AWS_CLIENT_BY_PATH(WARNING),
    REQUIRED_ACTION_MISSING(ERROR),
    REQUIRED_ACTION_DISABLED(ERROR),
    DEVICES_ACTION_OFF(WARNING),
    USER_ACTION_LIFESPAN(WARNING),
    FIRST_DEVICE_UNREADABLE(ERROR),
    ROLLOUT_DATE_UNREADABLE(WARNING),
    ROLLOUT_OVERDUE(WARNING),
    NOT_BEFORE_AHEAD(ERROR),
    EVENTS_NOT_SAVED(WARNING),
    BRUTE_FORCE_OFF(WARNING),
    PERMANENT_LOCKOUT(WARNING),
    SECOND_FACTOR_LOCKS(WARNING),
    IDENTITY_PROVIDER_UNSIGNED(ERROR),
    BUILT_IN_OTP_OFFERED(INFO),
    MIGRATION_UNREADABLE(WARNING),
    MIGRATION_CODES_REUSABLE(WARNING),
    MIGRATION_TICKETS(WARNING),
    BUILT_IN_OTP_LEFT(INFO),

    FLOW_ALTERNATIVES_DROPPED(ERROR),
    AUTHENTICATOR_MISSING(ERROR),
    FLOW_OVERRIDE_MISSING(WARNING),
    FLOW_WITHOUT_CODE(WARNING),
    FOREIGN_AUTHENTICATOR(WARNING),
    FIRST_FACTOR_UNKNOWN(WARNING),
    FLOW_AHEAD(WARNING),
    FLOW_BEHIND(INFO),

    ISSUER_CHANGED(WARNING),
    SIGNING_KEY_MISSING(ERROR),
    SIGNING_KEYS_TOO_MANY(ERROR),
    SIGNING_CERTIFICATE_ENDED(ERROR),
    SIGNING_CERTIFICATE_ENDS(WARNING),
    SIGNING_KEY_SHORT(WARNING),
    SIGNING_KEYS_SEVERAL(INFO),

    SIGN_IN_STOPPED(ERROR),
    SIGNING_OFF(ERROR),
    URL_NAME_TAKEN(ERROR),
    CLIENT_VALUE_UNREADABLE(ERROR),
    MAX_AGE_CAPPED(WARNING),
    SESSION_NAME_MAPPER_MISSING(ERROR),
    SESSION_DURATION_REFUSED(ERROR),
    SESSION_NAME_REFUSED(ERROR),
    NAME_ID_MISSING(ERROR),
    SESSION_NAME_FOREIGN(WARNING),
    NAME_ID_FOREIGN(WARNING),
    EVIDENCE_FOREIGN(WARNING),
    SESSION_NAME_UNREADABLE(WARNING),
    NAME_ID_MAPPER_MISSING(WARNING),
    SIGNING_WEAK(WARNING),
    REDIRECT_WILDCARD(WARNING),
    ECP_ON(WARNING),
    FULL_SCOPE(WARNING),
    ROLE_LIST_SCOPE(WARNING),
    FOREIGN_ROLE_MAPPER(WARNING),
    ROLE_NAME_MAPPER(WARNING),
    ASSERTION_LIFESPAN(WARNING),
    SESSION_DURATION_UNREADABLE(WARNING),
    SESSION_DURATION_CAPPED(WARNING),
    CLIENT_SETTING(WARNING),
    SESSION_DURATION_MAPPER_MISSING(INFO),

    KEY_MISSING(ERROR),
    KEY_CHANGED(ERROR),
    DEVICES_KEY_MISSING(ERROR),
    DEVICE_BROKEN(ERROR),
    TOKEN_BROKEN(ERROR),
    RECORD_DAMAGED(ERROR),
    DEVICES_KEY_OLD(WARNING),
    KEY_FOUND(INFO),
    KEY_IN_DATABASE(INFO),
    DEVICES_UNDER_KEY(INFO),
    DEVICES_NOT_TRIED(INFO),

    CHECK_FAILED(WARNING);

    /** How bad a finding is; the worst first. */
    public enum Severity {
        /** AWS is open without MFA, or users cannot get in. */
        ERROR,
        /** Something protects or works less well than it should. */
        WARNING,
        /** Good to know. */
        INFO;

        /** As in answers and logs. */
        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Severity severity;

    FindingId(Severity severity) {
        this.severity = severity;
    }

    /** Empty if nothing has that wire name. */
    public static Optional<FindingId> of(String wireName) {
        return Arrays.stream(values())
                .filter(id -> id.wireName().equals(wireName))
                .findFirst();
    }

    /** As in answers, logs and docs/check.md. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The same for all findings of this id. */
    public Severity severity() {
        return severity;
    }
}
