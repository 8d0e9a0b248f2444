package io.github.keycloakawsmfa.aws;

import java.util.Locale;

/** Why a guarded response did not leave: the {@code reason} of the gate's error event. */
enum Refusal {
    /** The ledger has witnessed nothing in this session, or the device is gone, or a not-before has passed. */
    EVIDENCE_MISSING,
    /** Evidence is older than the client or one of the user's AWS roles allows, or than a request with ForceAuthn. */
    EVIDENCE_OLD,
    /** The session was created by an administrator impersonating the user. */
    IMPERSONATED,
    /** The user is disabled. */
    USER_DISABLED,
    /** The request is not a browser sign-in: a token exchange, or the admin console's example. */
    PATH,
    /** Not exactly one plain assertion with one AuthnStatement. */
    SHAPE,
    /** IAM Identity Center would know the user by an e-mail address that is not proved to be theirs. */
    EMAIL_UNPROVEN,
    /** The client is for IAM and the response has no role, so AWS would reject it. */
    NO_ROLE,
    /** Longer than AWS accepts. */
    TOO_LARGE,
    /** Something failed while the gate was judging. */
    FAILURE;

    String reason() {
        return name().toLowerCase(Locale.ROOT);
    }
}
