package io.github.keycloakawsmfa.device.token;

import io.github.keycloakawsmfa.device.database.OwnTransaction;
import io.github.keycloakawsmfa.device.seal.DeviceSeal;
import io.github.keycloakawsmfa.device.seal.KeySource;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.Token;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.models.RealmModel;

/** Stores the tokens of a file, all or none, in a transaction of its own. */
public record TokenImport(KeycloakSession session, RealmModel realm) {

    /** So that a session never holds all of a large file's. */
    private static final int AT_ONCE = 500;

    /**
     * @throws SeedFileException if one of them is here already, or comes at this moment, or cannot be kept, or if several
     *     users have it
     * @throws io.github.keycloakawsmfa.device.seal.KeyUnavailableException if there is no key to seal with
     */
    public void store(List<Token> tokens, Instant now) {
        new KeySource(session, realm).currentId();
        try {
            OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> {
                storeAll(inner, innerRealm, tokens, now);
                return null;
            });
        } catch (ModelException | PersistenceException e) {
            // Another call stores one of them at this moment.
            check(tokens, now);
            throw e;
        }
    }

    private static void storeAll(KeycloakSession inner, RealmModel innerRealm, List<Token> tokens, Instant now) {
        TokenStore store = new TokenStore(inner, innerRealm);
        TokenHolders holders = TokenHolders.of(inner, innerRealm);
        DeviceSeal seal = new DeviceSeal(new KeySource(inner, innerRealm), innerRealm);
        EntityManager em = inner.getProvider(JpaConnectionProvider.class).getEntityManager();
        int stored = 0;
        for (Token token : tokens) {
            requireNew(store, token);
            store.insert(token, holder(holders, token), seal, now);
            if (++stored % AT_ONCE == 0) {
                em.flush();
                em.clear();
            }
        }
        em.flush();
    }

    /** @throws SeedFileException as {@link #store} would */
    public void check(List<Token> tokens, Instant now) {
        OwnTransaction.run(session, realm.getId(), (inner, innerRealm) -> {
            TokenStore store = new TokenStore(inner, innerRealm);
            TokenHolders holders = TokenHolders.of(inner, innerRealm);
            tokens.forEach(token -> {
                requireNew(store, token);
                holder(holders, token);
                TokenData.of(token, now);
            });
            return null;
        });
    }

    /** Whose device it is already, as after a realm import: it is theirs, and waits for nobody. */
    private static Optional<String> holder(TokenHolders holders, Token token) {
        Set<String> userIds = holders.of(token.serial());
        if (userIds.size() > 1) {
            throw new SeedFileException(
                    token.line(),
                    "the token " + token.serial()
                            + " is a device of several users: have all but one of them deactivated");
        }
        return userIds.stream().findFirst();
    }

    private static void requireNew(TokenStore store, Token token) {
        if (store.find(token.serial()).isPresent()) {
            throw new SeedFileException(token.line(), "the token " + token.serial() + " is in this realm already");
        }
    }
}
