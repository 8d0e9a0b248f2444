package io.github.keycloakawsmfa.admin.tokens;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.keycloakawsmfa.admin.call.AdminRequest;
import io.github.keycloakawsmfa.admin.devices.ErrorAnswer;
import io.github.keycloakawsmfa.device.seal.KeyUnavailableException;
import io.github.keycloakawsmfa.device.time.ServerTime;
import io.github.keycloakawsmfa.device.token.TokenImport;
import io.github.keycloakawsmfa.seeds.Peculiarity;
import io.github.keycloakawsmfa.seeds.SeedFileException;
import io.github.keycloakawsmfa.seeds.Token;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.events.admin.OperationType;

/** Stores the tokens of a vendor's file, all or none, or tells what would be stored. */
record TokenImportCall(AdminRequest administrator, boolean dryRun) {

    /**
     * @param imported how many tokens the file has, which all were stored, or would be
     * @param peculiarities how many of them differ from a device that is assigned here, by the word for it
     */
    record Answer(
            @JsonProperty("dryRun") boolean dryRun,
            @JsonProperty("imported") int imported,
            @JsonProperty("peculiarities") Map<String, Integer> peculiarities) {}

    /**
     * Why a file is refused.
     *
     * @param line from 1; absent if it is not about one line
     */
    record Refusal(
            @JsonProperty("outcome") String outcome,
            @JsonProperty("line") Integer line,
            @JsonProperty("errorMessage") String errorMessage) {}

    Response run(TokenFile file) {
        Instant now = ServerTime.now();
        try {
            List<Token> tokens = file.read(now);
            TokenImport storing = new TokenImport(administrator.session(), administrator.realm());
            if (dryRun) {
                storing.check(tokens, now);
            } else {
                storing.store(tokens, now);
                administrator.tell(OperationType.CREATE, TokenEvents.RESOURCE, Map.of("imported", tokens.size()));
            }
            return Response.ok(new Answer(dryRun, tokens.size(), peculiarities(tokens)))
                    .build();
        } catch (SeedFileException e) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .type(MediaType.APPLICATION_JSON)
                    .entity(new Refusal(
                            "file_refused", e.line() == 0 ? null : e.line(), e.sentence() + " Nothing was imported."))
                    .build();
        } catch (KeyUnavailableException e) {
            return ErrorAnswer.keyUnavailable();
        }
    }

    private static Map<String, Integer> peculiarities(List<Token> tokens) {
        Map<String, Integer> counts = new TreeMap<>();
        tokens.stream()
                .flatMap(token -> Peculiarity.of(token.seed()).stream())
                .map(Peculiarity::wireName)
                .forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }
}
