package io.github.keycloakawsmfa.aws;

import java.util.Locale;

/** What is in the way: the {@code reason} of the event, and what the page tells to pass on. */
public enum DeliveryFault {
    /** The client's partition cannot be read, so no role is one of AWS's. */
    PARTITION_UNREADABLE,
    /** The assertion would not say when its subject signed in. */
    AUTHN_STATEMENT_OFF,
    /** Neither response nor assertion would be signed. */
    SIGNING_OFF,
    /** Keycloak knows no such signature algorithm, or the realm's key is not one for it. */
    SIGNATURE_ALGORITHM,
    /** Keycloak knows no such way to write XML down for signing. */
    CANONICALIZATION,
    /** The realm has no active RSA key: Keycloak would make one, which AWS does not know. */
    SIGNING_KEY_MISSING,
    /** The assertion is to be encrypted, and there is no certificate, or none that can be read. */
    ENCRYPTION_CERTIFICATE,
    /** The response would go out in an address, and AWS reads posts only. */
    REDIRECT_BINDING,
    /** No mapper writes RoleSessionName. */
    SESSION_NAME_MISSING,
    /** Somebody else's mapper writes a SessionDuration that AWS does not take. */
    SESSION_DURATION_REFUSED,
    /** The user has no value for the NameID that the client wants. */
    NAME_ID_MISSING,
    /** The NameID would not be the user's e-mail address, by which Identity Center knows them. */
    NAME_ID_NOT_EMAIL,
    /** Somebody else's mapper writes no RoleSessionName for this user, or one that AWS does not take. */
    SESSION_NAME_REFUSED,
    /** The same with SourceIdentity. */
    SOURCE_IDENTITY_REFUSED;

    /** As in events and on the page. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is something at the user, and others get in. */
    public boolean isOfUser() {
        return this == NAME_ID_MISSING
                || this == NAME_ID_NOT_EMAIL
                || this == SESSION_NAME_REFUSED
                || this == SOURCE_IDENTITY_REFUSED;
    }
}
