package io.github.keycloakawsmfa.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One request as it is written here, which Java's own client would refuse to send. */
final class RawHttp {

    /** @param head status line and headers */
    record Answer(int status, String head, String body) {

        String type() {
            return head.lines()
                    .filter(line -> line.regionMatches(true, 0, "content-type:", 0, 13))
                    .map(line -> line.substring(13).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    private static final int PATIENCE_MILLIS = 180_000;

    private RawHttp() {}

    /** @param target path and query; nothing in it is encoded */
    static Answer send(URI server, String method, String target, Map<String, String> headers, byte[] body)
            throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        head.append("Host: ").append(server.getAuthority()).append("\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0 || !method.equals("GET")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return read(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** The lengths of chunks stay in the body: nothing is looked for that would be cut by them. */
    private static Answer read(String text) {
        String[] parts = text.split("\r\n\r\n", 2);
        if (!parts[0].matches("(?s)HTTP/1.1 \\d{3}.*")) {
            throw new AssertionError("No answer: " + text);
        }
        return new Answer(Integer.parseInt(parts[0].substring(9, 12)), parts[0], parts.length < 2 ? "" : parts[1]);
    }
}
