package io.github.keycloakawsmfa.admin.iam;

import io.github.keycloakawsmfa.admin.report.ReportResource;
import io.github.keycloakawsmfa.device.time.ServerTime;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The credential report, which is made while it is sent: there is none to wait for, and none that is old. */
final class ReportActions {

    /** Stands for the report in the document around it. */
    private static final String HERE = "@";

    private ReportActions() {}

    static Response generate(IamCall call) {
        call.requireOnly();
        call.administrator().auth().users().requireQuery();
        return call.answer(result ->
                result.text("State", "COMPLETE").text("Description", "Each report is made when it is asked for."));
    }

    static Response get(IamCall call) {
        call.requireOnly();
        StreamingOutput report = ReportResource.csv(call.administrator());
        String id = KeycloakModelUtils.generateId();
        String document = IamXml.document(
                call.action() + "Response",
                xml -> IamAnswer.metadata(
                        xml.element(
                                call.action() + "Result",
                                result -> result.text("Content", HERE)
                                        .text("ReportFormat", "text/csv")
                                        .time("GeneratedTime", ServerTime.now())),
                        id));
        String[] around = document.split(HERE, 2);
        return IamAnswer.response(200, id, (StreamingOutput) out -> {
            out.write(around[0].getBytes(StandardCharsets.UTF_8));
            // Its end is written when it is closed, but the answer goes on.
            try (OutputStream encoded = Base64.getEncoder().wrap(new Unclosed(out))) {
                report.write(encoded);
            }
            out.write(around[1].getBytes(StandardCharsets.UTF_8));
        });
    }

    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
