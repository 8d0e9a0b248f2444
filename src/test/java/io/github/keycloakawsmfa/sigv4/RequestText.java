package io.github.keycloakawsmfa.sigv4;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** Reads a request from HTTP's own text: a request line, headers (one may go on in the next line, indented), a body. */
final class RequestText {

    private RequestText() {}

    static SignedRequest parse(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int end = text.indexOf("\n\n");
        String[] lines = text.substring(0, end).split("\n", -1);
        String target = lines[0].substring(lines[0].indexOf(' ') + 1, lines[0].lastIndexOf(" HTTP/1.1"));
        int mark = target.indexOf('?');
        return new SignedRequest(
                lines[0].substring(0, lines[0].indexOf(' ')),
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                headers(lines),
                text.substring(end + 2).getBytes(ISO_8859_1));
    }

    private static List<SignedRequest.Header> headers(String[] lines) {
        List<SignedRequest.Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            StringBuilder line = new StringBuilder(lines[i]);
            while (i + 1 < lines.length && lines[i + 1].startsWith(" ")) {
                i++;
                line.append(lines[i]);
            }
            int colon = line.indexOf(":");
            headers.add(new SignedRequest.Header(line.substring(0, colon), line.substring(colon + 1)));
        }
        return headers;
    }
}
