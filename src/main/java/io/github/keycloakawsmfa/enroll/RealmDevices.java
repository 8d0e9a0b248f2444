package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import io.github.keycloakawsmfa.device.ledger.Devices;
import io.github.keycloakawsmfa.device.time.ServerTime;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Devices that were created without saying for whom, as AWS's command line does: they wait with the realm, and belong
 * to whoever is named when they are enabled. Each lives for an hour, as all that wait; no two have the same name.
 */
public record RealmDevices(KeycloakSession session, RealmModel realm) {

    /** How many can wait at a time: looking for a name looks at all of them. */
    public static final int MOST = 50;

    /** Longer than any of this takes, locks and keys included; a node that died in the middle stops others for as long. */
    private static final long TURN_SECONDS = 60;

    /** What became of a device that was to be created. */
    public sealed interface Creation {

        /** It waits. */
        record Created(UnassignedDevice.WithSecret secret) implements Creation {}

        /** It does not. */
        enum NotCreated implements Creation {
            NAME_TAKEN,
            NO_PLACE,
            /** Another one is being created at this moment. */
            BUSY
        }
    }

    private record Waiting(WaitingPlace place, UnassignedDevice device) {}

    /** In the order of their places; needs no key. */
    public Stream<UnassignedDevice> waiting(Instant now) {
        return found(now).map(Waiting::device);
    }

    /**
     * Makes a device that nobody has yet.
     *
     * @param holder whose entry the app shows until then
     * @throws io.github.keycloakawsmfa.device.seal.KeyUnavailableException if the key is unavailable
     */
    public Creation create(DeviceName name, String holder, Instant now) {
        return inTurn(() -> createInTurn(name, holder, now)).orElse(Creation.NotCreated.BUSY);
    }

    private Creation createInTurn(DeviceName name, String holder, Instant now) {
        if (waiting(now).anyMatch(device -> name.isTakenBy(device.name()))) {
            return Creation.NotCreated.NAME_TAKEN;
        }
        Optional<WaitingPlace> free =
                places().filter(place -> store(place).find(now).isEmpty()).findFirst();
        return free.<Creation>map(place -> new Creation.Created(store(place).create(name, holder, now)))
                .orElse(Creation.NotCreated.NO_PLACE);
    }

    /**
     * Enables such a device for a user, once in all: no ledger knows what another user's has taken.
     *
     * @param enabling is given what assigns the device; says whether it was enabled
     * @return what it says; empty if another one is created, enabled or forgotten at this moment
     * @throws java.util.NoSuchElementException if no such device waits
     */
    public <T> Optional<T> enable(
            String id,
            UserModel user,
            EventBuilder request,
            Instant now,
            Function<AssignByCall, T> enabling,
            Predicate<T> enabled) {
        return inTurn(() -> {
            WaitingPlace place = find(id, now).map(Waiting::place).orElseThrow();
            String claim = "virtual-mfa.enabled." + realm.getId() + "." + id + ".realm";
            if (!session.singleUseObjects().putIfAbsent(claim, UnassignedDevice.LIFE.toSeconds() + TURN_SECONDS)) {
                throw new NoSuchElementException(id);
            }
            boolean maybe = true;
            try {
                T result = enabling.apply(new AssignByCall(session, realm, user, place, request));
                maybe = enabled.test(result);
                return result;
            } catch (RuntimeException e) {
                maybe = Devices.committed(session, realm, user).exists(id);
                throw e;
            } finally {
                if (!maybe) {
                    session.singleUseObjects().remove(claim);
                }
            }
        });
    }

    /**
     * Forgets what waits under this id.
     *
     * @return whether it waited; empty if another one is created, enabled or forgotten at this moment
     */
    public Optional<Boolean> forget(String id, Instant now) {
        return inTurn(() -> {
            Optional<Waiting> waiting = find(id, now);
            waiting.ifPresent(found -> store(found.place()).remove());
            return waiting.isPresent();
        });
    }

    private Optional<Waiting> find(String id, Instant now) {
        return found(now).filter(waiting -> waiting.device().id().equals(id)).findFirst();
    }

    private Stream<Waiting> found(Instant now) {
        return places().flatMap(
                        place -> store(place).find(now).map(entry -> new Waiting(place, entry.device())).stream());
    }

    private Stream<WaitingPlace> places() {
        return IntStream.range(0, MOST).mapToObj(number -> WaitingPlace.ofRealm(realm, number));
    }

    private PendingDeviceStore store(WaitingPlace place) {
        return new PendingDeviceStore(session, realm, place);
    }

    /**
     * One at a time in the realm: two would take the same place, or one would fill what another has just emptied.
     *
     * @return empty if it is another's turn
     */
    private <T> Optional<T> inTurn(Supplier<T> work) {
        String turn = "virtual-mfa.creating." + realm.getId() + ".realm";
        if (!session.singleUseObjects().putIfAbsent(turn, TURN_SECONDS)) {
            return Optional.empty();
        }
        Instant end = ServerTime.now().plusSeconds(TURN_SECONDS - 1);
        try {
            return Optional.of(work.get());
        } finally {
            // After that it may be somebody else's.
            if (ServerTime.now().isBefore(end)) {
                session.singleUseObjects().remove(turn);
            }
        }
    }
}
