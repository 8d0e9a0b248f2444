package io.github.keycloakawsmfa.admin.check;

import io.github.keycloakawsmfa.aws.AwsMfaGate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Whether what the gate would refuse is stored while it only observes: anyone waiting for the last
 * {@code aws_mfa_refused} would see none on the first day.
 */
record EventsCheck(KeycloakSession session, RealmModel realm) implements Check {

    /** A roll-out is reviewed at most once a day. */
    private static final Duration SHORTEST = Duration.ofDays(1);

    /** All that the gate emits is of this type. */
    private static final EventType TYPE = EventType.LOGIN_ERROR;

    @Override
    public List<Finding> run() {
        return AwsMfaGate.observesOn(session.getKeycloakSessionFactory())
                ? whyLost().stream().map(this::finding).toList()
                : List.of();
    }

    private Optional<String> whyLost() {
        if (session.getProvider(EventStoreProvider.class) == null) {
            return Optional.of("this server stores no events");
        }
        return whyLost(
                realm.isEventsEnabled(),
                realm.getEnabledEventTypesStream().collect(Collectors.toSet()),
                Duration.ofSeconds(realm.getEventsExpiration()));
    }

    /**
     * @param types those that are saved; empty means all that Keycloak saves by default (26.7.3, EventBuilder.sendNow)
     * @param kept for how long; zero is forever
     */
    static Optional<String> whyLost(boolean saved, Set<String> types, Duration kept) {
        if (!saved) {
            return Optional.of("saving events is off");
        }
        if (!types.isEmpty() && !types.contains(TYPE.name())) {
            return Optional.of(TYPE + " is not among the types that are saved");
        }
        boolean lasts = kept.isZero() || kept.isNegative() || kept.compareTo(SHORTEST) >= 0;
        return lasts ? Optional.empty() : Optional.of("they are removed after " + kept);
    }

    private Finding finding(String why) {
        return Finding.of(
                FindingId.EVENTS_NOT_SAVED,
                "realm " + realm.getName(),
                "The gate only observes, and its events are lost: " + why + ". The absence of aws_mfa_refused proves"
                        + " nothing.",
                "Save events (Realm settings, Events, User events settings), " + TYPE
                        + " among them, for as long as the roll-out goes on.");
    }
}
