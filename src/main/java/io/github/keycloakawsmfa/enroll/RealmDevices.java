package io.github.keycloakawsmfa.enroll;

import io.github.keycloakawsmfa.device.ledger.DeviceName;
import java.time.Instant;
import java.util.Optional;
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

    /** Longer than it takes to create a device, so that a node that died in the middle stops nobody for long. */
    private static final long TURN_SECONDS = 10;

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

    /** The one that has this name; needs no key. */
    public Optional<UnassignedDevice> named(DeviceName name, Instant now) {
        return waiting(now).filter(device -> name.isTakenBy(device.name())).findFirst();
    }

    /**
     * Makes a device that nobody has yet.
     *
     * @param holder whose entry the app shows until then
     * @throws io.github.keycloakawsmfa.device.seal.KeyUnavailableException if the key is unavailable
     */
    public Creation create(DeviceName name, String holder, Instant now) {
        return inTurn(() -> {
            if (named(name, now).isPresent()) {
                return Creation.NotCreated.NAME_TAKEN;
            }
            Optional<WaitingPlace> free =
                    places().filter(place -> store(place).find(now).isEmpty()).findFirst();
            return free.<Creation>map(place -> new Creation.Created(store(place).create(name, holder, now)))
                    .orElse(Creation.NotCreated.NO_PLACE);
        });
    }

    /** What enables such a device for a user. */
    public Optional<AssignByCall> assigning(String id, UserModel user, EventBuilder request, Instant now) {
        return place(id, now).map(place -> new AssignByCall(session, realm, user, place, request));
    }

    /** Forgets what waits under this id; returns what it was. */
    public Optional<UnassignedDevice> forget(String id, Instant now) {
        Optional<Waiting> waiting = find(id, now);
        waiting.ifPresent(found -> store(found.place()).remove());
        return waiting.map(Waiting::device);
    }

    private Optional<WaitingPlace> place(String id, Instant now) {
        return find(id, now).map(Waiting::place);
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

    /** One at a time in the realm: two would take the same place. */
    private Creation inTurn(Supplier<Creation> work) {
        String turn = "virtual-mfa.creating." + realm.getId() + ".realm";
        if (!session.singleUseObjects().putIfAbsent(turn, TURN_SECONDS)) {
            return Creation.NotCreated.BUSY;
        }
        try {
            return work.get();
        } finally {
            session.singleUseObjects().remove(turn);
        }
    }
}
