package io.github.keycloakawsmfa.aws;

import io.github.keycloakawsmfa.evidence.Evidence;

/** What the gate decides about a guarded response. */
sealed interface GateVerdict {

    /** It may leave, with this evidence written into it. */
    record Pass(Evidence evidence) implements GateVerdict {}

    /** It may not leave. */
    record Refuse(Refusal refusal) implements GateVerdict {}
}
