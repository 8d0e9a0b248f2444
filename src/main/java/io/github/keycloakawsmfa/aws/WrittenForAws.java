package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.aws.UndeliverableResponse.Fault;
import io.github.keycloakawsmfa.aws.model.AwsAttributes;
import io.github.keycloakawsmfa.aws.model.AwsPreset;
import io.github.keycloakawsmfa.aws.model.RoleSessionName;
import io.github.keycloakawsmfa.aws.model.SessionDuration;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.protocol.ProtocolMapperUtils;
import org.keycloak.protocol.saml.mappers.AttributeStatementHelper;
import org.keycloak.protocol.saml.mappers.HardcodedAttributeMapper;
import org.keycloak.protocol.saml.mappers.ScriptBasedMapper;
import org.keycloak.protocol.saml.mappers.UserAttributeStatementMapper;
import org.keycloak.protocol.saml.mappers.UserPropertyAttributeStatementMapper;

/**
 * What mappers will write about a user for IAM, as far as it is known beforehand: our own mappers are always right, for
 * three of Keycloak's the value is known (26.4 to 26.7), for others nothing is.
 */
final class WrittenForAws {

    private WrittenForAws() {}

    static Optional<Fault> fault(ClientModel client, UserModel user) {
        if (AwsClientSettings.preset(client) != AwsPreset.IAM) {
            return Optional.empty();
        }
        if (writers(client, AwsAttributes.ROLE_SESSION_NAME, NameMapper.ROLE_SESSION_NAME_ID)
                .isEmpty()) {
            return AwsClientDetector.writingMappers(client).allMatch(WrittenForAws::tellsWhatItWrites)
                    ? Optional.of(Fault.SESSION_NAME_MISSING)
                    : Optional.empty();
        }
        if (isRefused(client, user, AwsAttributes.ROLE_SESSION_NAME, NameMapper.ROLE_SESSION_NAME_ID, true)) {
            return Optional.of(Fault.SESSION_NAME_REFUSED);
        }
        if (isRefused(client, user, AwsAttributes.SOURCE_IDENTITY, NameMapper.SOURCE_IDENTITY_ID, false)) {
            return Optional.of(Fault.SOURCE_IDENTITY_REFUSED);
        }
        Duration most = Duration.ofSeconds(client.getRealm().getSsoSessionMaxLifespan());
        return foreignValues(client, user, AwsAttributes.SESSION_DURATION, SessionDurationMapper.ID)
                        .anyMatch(values -> !values.stream().allMatch(value -> isDuration(value, most)))
                ? Optional.of(Fault.SESSION_DURATION_REFUSED)
                : Optional.empty();
    }

    /** @param needed whether AWS requires it to be written */
    private static boolean isRefused(
            ClientModel client, UserModel user, String attribute, String ours, boolean needed) {
        boolean oneIsOurs =
                writers(client, attribute, ours).stream().anyMatch(mapper -> ours.equals(mapper.getProtocolMapper()));
        List<Collection<String>> known =
                foreignValues(client, user, attribute, ours).toList();
        boolean allAreKnown = known.size() == writers(client, attribute, ours).size();
        boolean none = known.stream().allMatch(Collection::isEmpty);
        Predicate<Collection<String>> wrong =
                values -> values.size() > 1 || values.stream().anyMatch(value -> !RoleSessionName.isTaken(value));
        return known.stream().anyMatch(wrong) || (needed && !oneIsOurs && allAreKnown && none);
    }

    /** The gate lowers one that is longer than the session at Keycloak. */
    private static boolean isDuration(String value, Duration most) {
        return SessionDuration.seconds(value)
                .filter(seconds -> value.equals(value.strip()))
                .filter(seconds -> seconds.compareTo(most) > 0 || SessionDuration.isTaken(seconds))
                .isPresent();
    }

    private static List<ProtocolMapperModel> writers(ClientModel client, String attribute, String ours) {
        return AwsClientDetector.writingMappers(client)
                .filter(mapper -> ours.equals(mapper.getProtocolMapper())
                        || attribute.equals(mapper.getConfig().get(AttributeStatementHelper.SAML_ATTRIBUTE_NAME)))
                .toList();
    }

    /** The values of each of Keycloak's mappers that write the attribute. */
    private static Stream<Collection<String>> foreignValues(
            ClientModel client, UserModel user, String attribute, String ours) {
        return writers(client, attribute, ours).stream().flatMap(mapper -> values(mapper, user).stream());
    }

    /** @return empty for a mapper about which nothing is known */
    private static Optional<Collection<String>> values(ProtocolMapperModel mapper, UserModel user) {
        String source = mapper.getConfig().get(ProtocolMapperUtils.USER_ATTRIBUTE);
        return switch (String.valueOf(mapper.getProtocolMapper())) {
            case HardcodedAttributeMapper.PROVIDER_ID ->
                Optional.of(one(mapper.getConfig().get(HardcodedAttributeMapper.ATTRIBUTE_VALUE)));
            case UserPropertyAttributeStatementMapper.PROVIDER_ID ->
                Optional.of(
                        source == null || source.isBlank()
                                ? List.of()
                                : one(ProtocolMapperUtils.getUserModelValue(user, source)));
            case UserAttributeStatementMapper.PROVIDER_ID ->
                Optional.of(
                        source == null
                                ? List.of()
                                : KeycloakModelUtils.resolveAttribute(
                                        user,
                                        source,
                                        Boolean.parseBoolean(
                                                mapper.getConfig().get(ProtocolMapperUtils.AGGREGATE_ATTRS))));
            default -> Optional.empty();
        };
    }

    /** Keycloak's mappers, except scripts, and ours name the attribute in their settings or write a fixed one. */
    private static boolean tellsWhatItWrites(ProtocolMapperModel mapper) {
        String id = String.valueOf(mapper.getProtocolMapper());
        return id.startsWith("aws-") || (id.startsWith("saml-") && !id.equals(ScriptBasedMapper.PROVIDER_ID));
    }

    private static List<String> one(String value) {
        return value == null ? List.of() : List.of(value);
    }
}
