package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.token.HardwareToken;
import io.github.keycloakawsmfa.seeds.Seed;
import io.github.keycloakawsmfa.totp.CodeSearch;
import io.github.keycloakawsmfa.totp.Totp;
import io.github.keycloakawsmfa.totp.TotpCode;
import io.github.keycloakawsmfa.totp.TotpParameters;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Where consecutive codes lie on the clock of a hardware token that nobody has yet.
 *
 * @param last the step of the last one; empty if they do not fit
 * @param fitsButForTheLast whether those before the last one fit: more than a blind guess
 */
record TokenCodes(OptionalLong last, boolean fitsButForTheLast) {

    /** @param after the newest step that is spent */
    static TokenCodes of(Seed seed, List<TotpCode> codes, long after, Instant now) {
        TotpParameters parameters = seed.parameters();
        CodeSearch search = new CodeSearch(new Totp(seed.secret(), parameters), codes);
        int reach = parameters.stepsIn(HardwareToken.REACH);
        long step = parameters.stepAt(now);
        return new TokenCodes(
                search.nearest(step, reach, after),
                search.nearestWithoutLast(step - 1, reach, after).isPresent());
    }

    boolean areBlind() {
        return last.isEmpty() && !fitsButForTheLast;
    }
}
