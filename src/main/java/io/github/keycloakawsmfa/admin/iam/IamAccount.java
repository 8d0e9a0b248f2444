package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.setup.AwsClients;
import io.github.keycloakawsmfa.aws.AwsClientSettings;
import io.github.keycloakawsmfa.aws.AwsRoles;
import io.github.keycloakawsmfa.aws.model.AwsPartition;
import io.github.keycloakawsmfa.aws.model.MfaSerial;
import io.github.keycloakawsmfa.aws.model.RolePair;
import io.github.keycloakawsmfa.device.database.OwnTransaction;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The AWS account that stands in a realm's ARNs: the first of those that the roles of its clients for AWS name. A realm
 * may have roles in many; its users are in none.
 *
 * @param id 12 digits; zeros where there is no role
 */
record IamAccount(AwsPartition partition, String id) {

    private static final String NONE = "000000000000";

    /** The first account that roles of that partition name. */
    static IamAccount of(KeycloakSession session, RealmModel realm, AwsPartition partition) {
        String account = OwnTransaction.orHeld(
                session,
                realm,
                (reading, same) -> roles(reading, same)
                        .filter(role -> role.roleArn().startsWith("arn:" + partition.id() + ":"))
                        .findFirst()
                        .map(RolePair::accountId)
                        .orElse(NONE));
        return new IamAccount(partition, account);
    }

    /** The roles of all clients that set-up made for AWS IAM, in the order of their ARNs, each once. */
    static Stream<RolePair> roles(KeycloakSession session, RealmModel realm) {
        return AwsClients.setUpIn(session, realm).stream()
                .flatMap(client -> AwsRoles.definedBy(client).stream())
                .collect(Collectors.toMap(RolePair::roleArn, Function.identity(), (one, same) -> one, TreeMap::new))
                .values()
                .stream();
    }

    /** That of the first client for AWS IAM; calls are signed for its Region. */
    static AwsPartition partition(KeycloakSession session, RealmModel realm) {
        return OwnTransaction.orHeld(
                session,
                realm,
                (reading, same) -> AwsClients.setUpIn(reading, same).stream()
                        .flatMap(client -> AwsClientSettings.partition(client).stream())
                        .findFirst()
                        .orElse(AwsPartition.AWS));
    }

    String userArn(String username) {
        return "arn:" + partition.id() + ":iam::" + id + ":user/" + MfaSerial.encode(username);
    }

    /** The serial number of a device that nobody has yet. */
    String serialNumber(String deviceName) {
        return new MfaSerial(partition, id, Optional.empty(), deviceName).arn();
    }

    String serialNumber(String username, String deviceName) {
        return new MfaSerial(partition, id, Optional.of(username), deviceName).arn();
    }

    /**
     * What a serial number means, whatever account it names: which one the realm's ARNs have may change with its roles.
     */
    Optional<MfaSerial> parse(String serialNumber) {
        return MfaSerial.parse(serialNumber).filter(serial -> serial.partition() == partition);
    }
}
