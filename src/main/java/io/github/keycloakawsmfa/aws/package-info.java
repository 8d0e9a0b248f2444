/**
 * AWS: whether a response is guarded, the gate that holds it back, and what the gate and the mappers write. {@code AwsClientDetector}
 * guesses before there is a response, {@code GuardedResponse} knows when there is one, {@code GateJudge} decides.
 */
package io.github.keycloakawsmfa.aws;
