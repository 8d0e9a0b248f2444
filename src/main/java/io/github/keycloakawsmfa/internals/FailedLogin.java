package io.github.keycloakawsmfa.internals;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.services.managers.BruteForceProtector;

/**
 * {@code BruteForceProtector.failedLogin}, whose parameters differ from release to release, chosen by exact types: a
 * parameter count alone would hand 26.6 a set where it expects a string, and {@code getMethods()} has no order. To be
 * replaced by a plain call once 26.7 is the oldest release.
 */
public final class FailedLogin {

    private static final String NAME = "failedLogin";

    /** The parameters that all releases have before those for the failed factor. */
    private static final List<Class<?>> WHO =
            List.of(RealmModel.class, UserModel.class, ClientConnection.class, UriInfo.class);

    /** The newest first. */
    private static final List<Shape> SHAPES = List.of(
            // Keycloak's branch of brute-force channels; null stands for no attempted identifier.
            new Shape(List.of(Set.class, String.class), Arrays.asList(Set.of(OTPCredentialModel.TYPE), null)),
            // 26.7 and 26.8
            new Shape(List.of(Set.class), List.of(Set.of(OTPCredentialModel.TYPE))),
            // 26.6
            new Shape(List.of(String.class), List.of(OTPCredentialModel.TYPE)),
            // 26.4 and 26.5
            new Shape(List.of(), List.of()));

    private final Method method;
    private final List<?> factor;

    private record Shape(List<Class<?>> types, List<?> factor) {}

    private FailedLogin(Method method, List<?> factor) {
        this.method = method;
        this.factor = factor;
    }

    /** @return empty if the protector has no such method with known parameters */
    public static Optional<FailedLogin> of(Class<?> protector) {
        return SHAPES.stream().flatMap(shape -> find(protector, shape).stream()).findFirst();
    }

    private static Optional<FailedLogin> find(Class<?> protector, Shape shape) {
        List<Class<?>> types = new ArrayList<>(WHO);
        types.addAll(shape.types());
        try {
            Method method = protector.getMethod(NAME, types.toArray(Class<?>[]::new));
            return Optional.of(new FailedLogin(method, shape.factor()));
        } catch (NoSuchMethodException e) {
            return Optional.empty();
        }
    }

    /** @throws InvocationTargetException with what the protector itself threw */
    public void tell(Object protector, RealmModel realm, UserModel user, ClientConnection from, UriInfo uri)
            throws InvocationTargetException {
        List<Object> arguments = new ArrayList<>(Arrays.asList(realm, user, from, uri));
        arguments.addAll(factor);
        try {
            method.invoke(protector, arguments.toArray());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("A method of a public interface is public", e);
        }
    }

    /**
     * The event error of the lock that holds the user, or empty if none does, as Keycloak's own authenticators decide it
     * ({@code AuthenticatorUtils}, 26.4.7 to 26.7.3). Without it, the protector itself says whether one does.
     */
    public static Optional<String> lock(
            BruteForceProtector protector, KeycloakSession session, RealmModel realm, UserModel user) {
        return Optional.ofNullable(
                AuthenticatorUtils.getDisabledByBruteForceEventError(protector, session, realm, user));
    }
}
