package io.github.keycloakawsmfa.internals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.common.ClientConnection;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.BruteForceProtector;

/** The interfaces stand for what {@code BruteForceProtector} looks like in one release each. */
class FailedLoginTest {

    /** 26.4 and 26.5. */
    interface Four {
        void failedLogin(RealmModel realm, UserModel user, ClientConnection from, UriInfo uri);
    }

    /** 26.6. */
    interface OneCategory {
        void failedLogin(RealmModel realm, UserModel user, ClientConnection from, UriInfo uri, String category);
    }

    /** 26.7 and 26.8. */
    interface Categories {
        void failedLogin(RealmModel realm, UserModel user, ClientConnection from, UriInfo uri, Set<String> categories);
    }

    /** Keycloak's branch of brute-force channels. */
    interface Identifier extends Categories {
        void failedLogin(
                RealmModel realm,
                UserModel user,
                ClientConnection from,
                UriInfo uri,
                Set<String> categories,
                String attemptedIdentifier);
    }

    interface PrimitiveSixthToo extends Categories {
        void failedLogin(
                RealmModel realm,
                UserModel user,
                ClientConnection from,
                UriInfo uri,
                Set<String> categories,
                int weight);
    }

    interface PrimitiveSixthOnly {
        void failedLogin(
                RealmModel realm,
                UserModel user,
                ClientConnection from,
                UriInfo uri,
                Set<String> categories,
                int weight);
    }

    interface OtherTypes {
        void failedLogin(RealmModel realm, String userId, ClientConnection from, UriInfo uri, Set<String> categories);

        void failedLogin(RealmModel realm, UserModel user);
    }

    interface None {
        void loginFailed(RealmModel realm, UserModel user, ClientConnection from, UriInfo uri);
    }

    @Test
    void eachKnownShapeIsToldWhichFactorFailed() throws InvocationTargetException {
        assertThat(told(Four.class)).containsExactly(null, null, null, null);
        assertThat(told(OneCategory.class)).containsExactly(null, null, null, null, "otp");
        assertThat(told(Categories.class)).containsExactly(null, null, null, null, Set.of("otp"));
        assertThat(told(Identifier.class)).containsExactly(null, null, null, null, Set.of("otp"), null);
    }

    @Test
    void anOverloadThatIsNotKnownIsLeftAlone() throws InvocationTargetException {
        assertThat(told(PrimitiveSixthToo.class)).containsExactly(null, null, null, null, Set.of("otp"));
    }

    @ParameterizedTest
    @ValueSource(classes = {PrimitiveSixthOnly.class, OtherTypes.class, None.class})
    void whereNoneIsKnownThereIsNone(Class<?> protector) {
        assertThat(FailedLogin.of(protector)).isEmpty();
    }

    @Test
    void theReleaseThatIsCompiledAgainstHasOne() {
        assertThat(FailedLogin.of(BruteForceProtector.class)).isPresent();
    }

    @Test
    void whatTheProtectorThrowsIsHandedOn() {
        Four failing = (Four) Proxy.newProxyInstance(
                Four.class.getClassLoader(), new Class<?>[] {Four.class}, (proxy, method, arguments) -> {
                    throw new IllegalArgumentException("no database");
                });
        assertThatThrownBy(() -> FailedLogin.of(Four.class).orElseThrow().tell(failing, null, null, null, null))
                .isInstanceOf(InvocationTargetException.class)
                .hasRootCauseMessage("no database");
    }

    private static List<Object> told(Class<?> shape) throws InvocationTargetException {
        List<Object> seen = new ArrayList<>();
        Object protector =
                Proxy.newProxyInstance(shape.getClassLoader(), new Class<?>[] {shape}, (proxy, method, arguments) -> {
                    seen.addAll(Arrays.asList(arguments));
                    return null;
                });
        FailedLogin.of(shape).orElseThrow().tell(protector, null, null, null, null);
        return seen;
    }
}
