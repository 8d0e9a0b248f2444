package io.github.keycloakawsmfa.aws;

import java.util.List;

/** Why the gate or AWS will refuse a response, or Keycloak cannot make it, although MFA was passed. */
public sealed interface UndeliverableResponse {

    /**
     * The user has no role at AWS, and IAM rejects a response without roles.
     *
     * @param leftOut the names of the client's roles that the user has but that are not AWS roles
     */
    record NoRole(List<String> leftOut) implements UndeliverableResponse {}

    /**
     * The user has more AWS roles than fit into a response that AWS accepts: {@link ResponseSize#MOST}.
     *
     * @param has how many there are
     * @param fit how many of them AWS accepts, whichever they are
     * @param characters how long the response would be
     */
    record TooManyRoles(int has, int fit, int characters) implements UndeliverableResponse {}

    /** A setting, or something the user lacks, makes a response that Keycloak cannot send or AWS rejects. */
    record Faulty(DeliveryFault fault) implements UndeliverableResponse {}

    /** IAM Identity Center knows its users by e-mail address, and this user's is not verified. */
    record UnverifiedEmail() implements UndeliverableResponse {}
}
