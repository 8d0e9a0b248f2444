package io.github.keycloakawsmfa.admin.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.keycloakawsmfa.admin.call.BadCallException;
import io.github.keycloakawsmfa.admin.call.StrictQuery;
import io.github.keycloakawsmfa.fixture.FuzzedText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class CursorFuzzTest {

    @FuzzTest
    void isGoneOnFromOrRefusedInALine(byte[] bytes) {
        String[] parts = FuzzedText.parts(bytes, 4);
        try {
            Map<String, List<String>> sent = new HashMap<>();
            sent.put(parts[1], List.of(parts[2].split(",", -1)));
            sent.put("max", List.of(parts[0]));
            sent.put("after", List.of(parts[3]));
            StrictQuery query = StrictQuery.parse(sent, "max", "after", "flag");
            query.flag("flag");
            Paging paging = Paging.parse(query);
            assertThat(paging.most()).isBetween(1, 1000).isEqualTo(Integer.parseInt(parts[0]));
            assertThat(paging.after().toString()).isEqualTo(parts[3]);
        } catch (BadCallException e) {
            assertThat(e.getMessage()).hasSizeLessThanOrEqualTo(1001).doesNotContainPattern("[\\p{Cc}\\p{Cs}]");
        }
        Cursor cursor = new Cursor(
                parts[0].isEmpty(), new String(parts[3].getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
        // No name has a zero byte: the database could not compare it.
        if (cursor.after().indexOf('\0') < 0) {
            assertThat(Cursor.parse(cursor.toString())).isEqualTo(cursor);
        } else {
            assertThatExceptionOfType(BadCallException.class).isThrownBy(() -> Cursor.parse(cursor.toString()));
        }
    }
}
