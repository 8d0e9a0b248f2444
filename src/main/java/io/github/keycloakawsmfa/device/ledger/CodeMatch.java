package io.github.keycloakawsmfa.device.ledger;

import io.github.keycloakawsmfa.device.seal.VirtualMfaDevice;
import io.github.keycloakawsmfa.totp.CodeSearch;
import io.github.keycloakawsmfa.totp.TotpCode;
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

    /** How far from the server's clock consecutive codes are looked for, in steps: ten minutes. */
    static final int RESYNC_STEPS = 20;

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
        long nowStep = device.parameters().stepAt(now);
        long spent = clock.lastStep();
        OptionalLong inStep = search.nearest(nowStep + clock.drift(), DeviceClock.WINDOW_STEPS, spent);
        OptionalLong unconfirmed = clock.unconfirmedDrift(now);
        OptionalLong confirming = unconfirmed.isPresent()
                ? search.nearest(nowStep + unconfirmed.getAsLong(), DeviceClock.WINDOW_STEPS, spent)
                : OptionalLong.empty();
        OptionalLong off = codes.size() > 1 ? search.nearest(nowStep, RESYNC_STEPS, spent) : OptionalLong.empty();
        OptionalLong allButLast = search.nearestWithoutLast(nowStep - 1, RESYNC_STEPS, spent);
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

    /** @param better null if there is none */
    private static CodeMatch or(CodeMatch better, OptionalLong step, Kind kind) {
        return better != null || step.isEmpty() ? better : new CodeMatch(step.getAsLong(), kind);
    }
}
