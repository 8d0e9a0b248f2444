package io.github.keycloakawsmfa.totp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** One search answers for several stretches of steps, which may overlap, touch or lie apart. */
@Label("A search for codes")
class CodeSearchPropertyTest {

    private static final Totp TOTP = new Totp(
            TotpSecret.of("12345678901234567890".getBytes(StandardCharsets.US_ASCII)),
            TotpParameters.AUTHENTICATOR_APP);

    /** @param newerThan the first code has to be */
    record Stretch(long centre, int reach, long newerThan) {}

    @Provide
    Arbitrary<Stretch> stretches() {
        return Combinators.combine(
                        Arbitraries.longs().between(960, 1040),
                        Arbitraries.integers().between(0, 20),
                        Arbitraries.longs().between(950, 1010))
                .as(Stretch::new);
    }

    @Property
    void findsWhatTheDefinitionSays(
            @ForAll @IntRange(min = 1, max = 3) int count,
            @ForAll @IntRange(min = 980, max = 1020) int first,
            @ForAll @Size(min = 1, max = 5) List<@From("stretches") Stretch> stretches) {
        List<TotpCode> codes =
                LongStream.range(first, first + count).mapToObj(TOTP::at).toList();
        CodeSearch search = new CodeSearch(TOTP, codes);

        for (Stretch at : stretches) {
            assertThat(search.nearest(at.centre, at.reach, at.newerThan)).isEqualTo(expected(codes, at));
            assertThat(search.nearestWithoutLast(at.centre, at.reach, at.newerThan))
                    .isEqualTo(count == 1 ? OptionalLong.empty() : expected(codes.subList(0, count - 1), at));
        }
    }

    private static OptionalLong expected(List<TotpCode> codes, Stretch at) {
        return LongStream.rangeClosed(at.centre - at.reach, at.centre + at.reach)
                .filter(last -> last - codes.size() + 1 > at.newerThan)
                .filter(last -> IntStream.range(0, codes.size())
                        .allMatch(i -> TOTP.at(last - codes.size() + 1 + i).equals(codes.get(i))))
                .boxed()
                .min((one, other) -> Long.compare(Math.abs(one - at.centre), Math.abs(other - at.centre)))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }
}
