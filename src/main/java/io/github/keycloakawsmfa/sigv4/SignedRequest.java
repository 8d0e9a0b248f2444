package io.github.keycloakawsmfa.sigv4;

import java.util.List;

/**
 * A request as it came over the wire: one character for each byte (ISO 8859-1), nothing decoded, folded or sorted. No
 * part is null, and parts of any shape and size may be read.
 *
 * @param method as sent, for example {@code POST}
 * @param path as sent, from its first slash to before the question mark
 * @param query as sent, without the question mark; empty for none
 * @param headers all of them, {@code Host} too, in order of arrival, one for each line
 * @param body empty for none; not copied
 */
@SuppressWarnings("ArrayRecordComponent")
public record SignedRequest(String method, String path, String query, List<Header> headers, byte[] body) {

    /**
     * One line of the header section.
     *
     * @param name in any case, not null
     * @param value with or without blanks around it, not null
     */
    public record Header(String name, String value) {

        /** The value may be a signature or a session token. */
        @Override
        public String toString() {
            return "Header[" + name + "]";
        }
    }

    public SignedRequest {
        headers = List.copyOf(headers);
    }

    /** Query and body may hold codes, secrets and the signature. */
    @Override
    public String toString() {
        return "SignedRequest[" + method + " " + path + "]";
    }
}
