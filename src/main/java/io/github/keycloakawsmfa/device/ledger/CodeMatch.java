package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.CodeSearch;
import io.github.keycloakawsmfa.totp.TotpCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where on one device's clock typed codes lie. Only steps that are newer than every spent one match: a spent or older
 * step is never valid again (rules S1, S6).
 *
 * @param step of the code, or of the last of several
 */
record CodeMatch(long step, Kind kind) {

    /** How far from the server's clock consecutive codes are looked for. */
    static final Duration RESYNC = Duration.ofMinutes(10);

    /** How many codes of a counting device may have been made and not typed (Keycloak's policy has 1, others 10). */
    private static final int LOOK_AHEAD = 10;

    /** The same where consecutive ones are typed, which nobody guesses. */
    private static final int LOOK_AHEAD_OF_SEVERAL = 100;

    enum Kind {
        /** Where the device's clock is thought to be. */
        IN_STEP,
        /** Where earlier codes have shown the device's clock to be. */
        CONFIRMS_OFFSET,
        /** Elsewhere: the clock is off, or the codes are old. Only for consecutive codes. */
        OFF,
        /** The last code does not fit, but those before it do: not a match, but more than a blind guess. */
        ALL_BUT_LAST,
        /** The codes that were accepted just now, again: not a match, but not a wrong code either. */
        REPEATED
    }

    boolean isGood() {
        return kind == Kind.IN_STEP || kind == Kind.CONFIRMS_OFFSET || kind == Kind.OFF;
    }

    /** @param codes one, or two or three consecutive ones */
    static Optional<CodeMatch> of(VirtualMfaDevice device, DeviceClock clock, List<TotpCode> codes, Instant now) {
        CodeSearch search = new CodeSearch(device.totp(), codes);
        if (device.parameters().isCounter()) {
            return counted(search, clock, codes.size(), now);
        }
        long nowStep = device.parameters().stepAt(now);
        int reach = device.parameters().stepsIn(RESYNC);
        long spent = clock.lastStep();
        OptionalLong inStep = search.nearest(nowStep + clock.drift(), DeviceClock.WINDOW_STEPS, spent);
        OptionalLong unconfirmed = clock.unconfirmedDrift(now);
        OptionalLong confirming = unconfirmed.isPresent()
                ? search.nearest(nowStep + unconfirmed.getAsLong(), DeviceClock.WINDOW_STEPS, spent)
                : OptionalLong.empty();
        OptionalLong off = codes.size() > 1 ? search.nearest(nowStep, reach, spent) : OptionalLong.empty();
        OptionalLong allButLast = search.nearestWithoutLast(nowStep - 1, reach, spent);
        OptionalLong allButLastInStep =
                search.nearestWithoutLast(nowStep + clock.drift() - 1, DeviceClock.WINDOW_STEPS, spent);
        OptionalLong repeated =
                clock.wasJustSpent(now) ? search.nearest(spent, 0, spent - codes.size()) : OptionalLong.empty();
        CodeMatch match = or(null, inStep, Kind.IN_STEP);
        match = or(match, confirming, Kind.CONFIRMS_OFFSET);
        match = or(match, off, Kind.OFF);
        match = or(match, repeated, Kind.REPEATED);
        match = or(match, allButLast, Kind.ALL_BUT_LAST);
        match = or(match, allButLastInStep, Kind.ALL_BUT_LAST);
        return Optional.ofNullable(match);
    }

    /**
     * Of a device that counts its codes: those that were made and not typed lie between. There is no clock that consecutive
     * ones could show to be off, so they count wherever they are found (RFC 4226, section 7.4).
     */
    private static Optional<CodeMatch> counted(CodeSearch search, DeviceClock clock, int codes, Instant now) {
        long spent = clock.lastStep();
        long last = spent + codes;
        CodeMatch match =
                or(null, search.nearest(last, codes > 1 ? LOOK_AHEAD_OF_SEVERAL : LOOK_AHEAD, spent), Kind.IN_STEP);
        OptionalLong repeated =
                clock.wasJustSpent(now) ? search.nearest(spent, 0, spent - codes) : OptionalLong.empty();
        match = or(match, repeated, Kind.REPEATED);
        match = or(match, search.nearestWithoutLast(last - 1, LOOK_AHEAD_OF_SEVERAL, spent), Kind.ALL_BUT_LAST);
        return Optional.ofNullable(match);
    }

    /** @param better null if there is none */
    private static CodeMatch or(CodeMatch better, OptionalLong step, Kind kind) {
        return better != null || step.isEmpty() ? better : new CodeMatch(step.getAsLong(), kind);
    }
}
