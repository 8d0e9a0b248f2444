package io.github.keycloakawsmfa.admin.report;

import java.io.IOException;
import java.util.List;

/** Writes a report line by line; it holds nothing but what is not flushed yet. */
interface ReportWriter {

    /** What comes before the first user. */
    void begin() throws IOException;

    void user(ReportLine user) throws IOException;

    /**
     * The last lines: what the report does not have.
     *
     * @param sentences for people
     */
    void notListed(List<String> sentences) throws IOException;

    /**
     * Sends what was written.
     *
     * @throws IOException also if an earlier line could not be written
     */
    void flush() throws IOException;
}
