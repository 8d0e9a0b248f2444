package io.github.keycloakawsmfa.admin.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Why the gate may be absent. */
class GateCheckTest {

    @Test
    void itsOwnOptionIsToldFirst() {
        Finding finding = GateCheck.absent(Optional.of("theirs"), false);

        assertThat(finding.id()).isEqualTo(FindingId.GATE_DISABLED);
        assertThat(finding.fix()).contains("--spi-saml-authentication-preprocessor--aws-mfa-gate--enabled=false");
    }

    @Test
    void anotherProviderMayBeChosen() {
        Finding finding = GateCheck.absent(Optional.of("theirs"), true);

        assertThat(finding.id()).isEqualTo(FindingId.GATE_OVERRULED);
        assertThat(finding.fix()).contains("--spi-saml-authentication-preprocessor--provider=theirs");
    }

    @Test
    void elseTheJarIsIncomplete() {
        assertThat(GateCheck.absent(Optional.empty(), true).id()).isEqualTo(FindingId.GATE_MISSING);
        assertThat(GateCheck.absent(Optional.of("aws-mfa-gate"), true).id()).isEqualTo(FindingId.GATE_MISSING);
    }
}
