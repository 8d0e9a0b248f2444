package io.github.keycloakawsmfa.aws;

import java.util.List;
import java.util.Locale;

/** Why the gate or AWS will refuse a response, or Keycloak cannot make it, although MFA was passed. */
public sealed interface UndeliverableResponse {

    /** What is made of each kind. */
    interface Reader<T> {

        T noRole(NoRole none);

        T tooManyRoles(TooManyRoles roles);

        T faulty(Fault fault);

        T unverifiedEmail();
    }

    <T> T accept(Reader<T> reader);

    /** Whether the cause lies with the user and Keycloak itself may still ask for what is missing. */
    default boolean isFaultOfUser() {
        return false;
    }

    /**
     * The user has no role at AWS, and IAM rejects a response without roles.
     *
     * @param leftOut the names of the client's roles that the user has but that are not AWS roles
     */
    record NoRole(List<String> leftOut) implements UndeliverableResponse {

        @Override
        public <T> T accept(Reader<T> reader) {
            return reader.noRole(this);
        }
    }

    /**
     * The user has more AWS roles than fit into a response that AWS accepts: {@link ResponseSize#MOST}.
     *
     * @param has how many there are
     * @param fit how many of them AWS accepts, whichever they are
     * @param characters how long the response would be
     */
    record TooManyRoles(int has, int fit, int characters) implements UndeliverableResponse {

        @Override
        public <T> T accept(Reader<T> reader) {
            return reader.tooManyRoles(this);
        }
    }

    /** A setting, or something the user lacks, makes a response that Keycloak cannot send or AWS rejects. */
    record Faulty(Fault fault) implements UndeliverableResponse {

        @Override
        public <T> T accept(Reader<T> reader) {
            return reader.faulty(fault);
        }

        @Override
        public boolean isFaultOfUser() {
            return fault.isOfUser();
        }
    }

    /** IAM Identity Center knows its users by e-mail address, and this user's is not verified. */
    record UnverifiedEmail() implements UndeliverableResponse {

        @Override
        public <T> T accept(Reader<T> reader) {
            return reader.unverifiedEmail();
        }
    }

    /** What prevents delivery: the {@code reason} of the event, and what the page asks the user to pass on. */
    public enum Fault {
        /** The client's partition cannot be read, so no role is an AWS role. */
        PARTITION_UNREADABLE,
        /** The assertion would not say when its subject signed in. */
        AUTHN_STATEMENT_OFF,
        /** Neither response nor assertion would be signed. */
        SIGNING_OFF,
        /** Keycloak does not know the signature algorithm, or the realm's key does not fit it. */
        SIGNATURE_ALGORITHM,
        /** Keycloak does not know this way to canonicalize XML for signing. */
        CANONICALIZATION,
        /** The realm has no active RSA key: Keycloak would create one, which AWS does not know. */
        SIGNING_KEY_MISSING,
        /** The assertion is to be encrypted, but there is no readable certificate. */
        ENCRYPTION_CERTIFICATE,
        /** The response would go out in a URL, but AWS only reads POSTs. */
        REDIRECT_BINDING,
        /** No mapper writes RoleSessionName. */
        SESSION_NAME_MISSING,
        /** A mapper that is not ours writes a SessionDuration that AWS does not accept. */
        SESSION_DURATION_REFUSED,
        /** The user has no value for the NameID that the client wants. */
        NAME_ID_MISSING,
        /** The NameID would not be the user's e-mail address, by which Identity Center knows them. */
        NAME_ID_NOT_EMAIL,
        /** A mapper that is not ours writes no RoleSessionName for this user, or one that AWS does not accept. */
        SESSION_NAME_REFUSED,
        /** The same for SourceIdentity. */
        SOURCE_IDENTITY_REFUSED;

        /** As shown in events and on the page. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether the fault lies with the user, so that others get in. */
        public boolean isOfUser() {
            return this == NAME_ID_MISSING
                    || this == NAME_ID_NOT_EMAIL
                    || this == SESSION_NAME_REFUSED
                    || this == SOURCE_IDENTITY_REFUSED;
        }
    }
}
