package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.internals.ServiceAccountToken;
import io.github.keycloakawsmfa.sigv4.AcceptedScope;
import io.github.keycloakawsmfa.sigv4.PresentedSignature;
import io.github.keycloakawsmfa.sigv4.PresentedSignature.Reading;
import io.github.keycloakawsmfa.sigv4.SignatureOutcome;
import io.github.keycloakawsmfa.sigv4.SignatureOutcome.Verified;
import io.github.keycloakawsmfa.sigv4.SignatureRefusal;
import io.github.keycloakawsmfa.sigv4.SignedRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.keycloak.events.Errors;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/**
 * Who calls: a client's service account, which proves by Signature Version 4 that it has the client's secret. The access
 * key id is the client id, the secret access key its secret; no user's password takes part, and no secret travels.
 */
record Caller(KeycloakSession session, RealmModel realm, Instant now) {

    private static final String SERVICE = "iam";

    /**
     * A caller whose signature was right.
     *
     * @param administrator the service account, with its roles and permissions
     */
    record Known(AdminRequest administrator, IamAccount account, Verified signature) {}

    /**
     * What the caller may do, as Keycloak decides it for the same service account's access token.
     *
     * @param requests the call in each form in which it may have been signed
     * @throws IamException if it is not signed, or not by a service account of this realm
     */
    Known of(List<SignedRequest> requests) {
        List<PresentedSignature> signatures =
                requests.stream().map(Caller::read).toList();
        CallingClient client =
                CallingClient.of(session, realm, signatures.get(0).accessKeyId());
        WrongSignatures wrong = WrongSignatures.of(session, client.model());
        if (wrong.areTooMany()) {
            throw new IamException(
                    IamError.THROTTLING, "Rate exceeded: there were too many wrong signatures from your address.");
        }
        AwsPartition partition = IamAccount.partition(session, realm);
        Verified signature = verified(client, signatures, partition, wrong);
        if (!new UsedSignatures(session).use(signature, now)) {
            client.tell(Errors.INVALID_CLIENT_CREDENTIALS, "aws_signature_used");
            throw new IamException(
                    IamError.SIGNATURE_DOES_NOT_MATCH,
                    "This signature was used already. Sign each request anew; if this is a retry, look first what became of"
                            + " the request before it.");
        }
        return new Known(administrator(client), IamAccount.of(session, realm, partition), signature);
    }

    private static PresentedSignature read(SignedRequest request) {
        Reading reading = PresentedSignature.read(request);
        if (reading instanceof Reading.Refused refused) {
            throw refused(refused.refusal());
        }
        return ((Reading.Presented) reading).signature();
    }

    private Verified verified(
            CallingClient client, List<PresentedSignature> signatures, AwsPartition partition, WrongSignatures wrong) {
        AcceptedScope scope = new AcceptedScope(SERVICE, Set.of(partition.iamRegion()));
        List<SignatureOutcome> outcomes = new ArrayList<>();
        for (String secret : new ClientSecrets(session, client.model()).valid(now)) {
            signatures.forEach(signature -> outcomes.add(signature.verify(secret, scope, now)));
        }
        return outcomes.stream()
                .filter(Verified.class::isInstance)
                .map(Verified.class::cast)
                .findFirst()
                .orElseThrow(() -> refused(client, outcomes, wrong));
    }

    private static IamException refused(CallingClient client, List<SignatureOutcome> outcomes, WrongSignatures wrong) {
        if (outcomes.isEmpty()) {
            return client.refused(Errors.INVALID_CLIENT_CREDENTIALS);
        }
        SignatureRefusal why = ((SignatureOutcome.Refused) outcomes.get(0)).refusal();
        if (why.code() == SignatureRefusal.Code.DOES_NOT_MATCH) {
            wrong.count();
            client.tell(Errors.INVALID_CLIENT_CREDENTIALS, "aws_signature_wrong");
        }
        return refused(why);
    }

    private AdminRequest administrator(CallingClient client) {
        UserModel account = client.serviceAccount();
        client.requireAdminApi(realm);
        session.getContext().setClient(client.model());
        AdminAuth auth = new AdminAuth(realm, token(client, account), account, client.model());
        client.tellSuccess(account);
        return new AdminRequest(
                session,
                realm,
                AdminPermissions.evaluator(session, realm, auth),
                new AdminEventBuilder(realm, auth, session, session.getContext().getConnection()));
    }

    private AccessToken token(CallingClient client, UserModel account) {
        try {
            return ServiceAccountToken.of(session, realm, client.model(), account);
        } catch (ClientPolicyException e) {
            client.tell(e.getError(), "client_policy");
            throw new IamException(
                    IamError.ACCESS_DENIED, "A client policy of the realm refuses this client's service account.");
        }
    }

    private static IamException refused(SignatureRefusal refusal) {
        IamError error = switch (refusal.code()) {
            case MISSING -> IamError.MISSING_AUTHENTICATION_TOKEN;
            case INCOMPLETE -> IamError.INCOMPLETE_SIGNATURE;
            case TOKEN -> IamError.INVALID_CLIENT_TOKEN_ID;
            case OUT_OF_SCOPE, EXPIRED, DOES_NOT_MATCH -> IamError.SIGNATURE_DOES_NOT_MATCH;
        };
        return new IamException(error, refusal.message());
    }
}
