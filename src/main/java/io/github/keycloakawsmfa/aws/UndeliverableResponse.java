package io.github.keycloakawsmfa.aws;

import java.util.List;

/** Why the gate or AWS will refuse a response, or Keycloak fail to make it, although MFA was passed. */
public sealed interface UndeliverableResponse {

    /**
     * The user has no role at AWS, and IAM turns a response without roles away.
     *
     * @param leftOut the names of the client's roles that the user has and that are no AWS role
     */
    record NoRole(List<String> leftOut) implements UndeliverableResponse {}

    /**
     * The user has more AWS roles than a response may have for AWS: {@link ResponseSize#MOST}.
     *
     * @param has how many there are
     * @param fit how many of them AWS takes, whichever they are
     * @param characters how long the response would be
     */
    record TooManyRoles(int has, int fit, int characters) implements UndeliverableResponse {}

    /** A setting, or what is missing at the user, makes a response that Keycloak cannot send or AWS turns away. */
    record Faulty(DeliveryFault fault) implements UndeliverableResponse {}

    /** IAM Identity Center knows its users by e-mail address, and this user's is not verified. */
    record UnverifiedEmail() implements UndeliverableResponse {}
}
