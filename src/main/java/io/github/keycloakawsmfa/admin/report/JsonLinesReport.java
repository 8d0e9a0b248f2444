package io.github.keycloakawsmfa.admin.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The report as JSON Lines: one object a user, with the CSV's names; null for what is not there. */
final class JsonLinesReport implements ReportWriter {

    private final JsonGenerator json;

    JsonLinesReport(OutputStream out) {
        try {
            this.json = new JsonFactory().createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing is written yet", e);
        }
    }

    @Override
    public void begin() {
        // JSON Lines have no head.
    }

    @Override
    public void user(ReportLine user) throws IOException {
        json.writeStartObject();
        json.writeStringField("user", user.user());
        json.writeStringField("arn", user.arn());
        field("user_creation_time", user.userCreationTime());
        json.writeBooleanField("enabled", user.enabled());
        field("password_last_changed", user.passwordLastChanged());
        json.writeBooleanField("mfa_active", !user.devices().isEmpty());
        json.writeArrayFieldStart("mfa_devices");
        for (ReportLine.Device device : user.devices()) {
            json.writeStartObject();
            json.writeStringField("name", device.name());
            json.writeStringField("assigned", device.assigned());
            field("last_used", device.lastUsed());
            json.writeNumberField("drift", device.drift());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("built_in_otp", user.builtInOtp());
        field("aws_roles", user.awsRoles());
        field("last_aws_sign_in", user.lastAwsSignIn());
        field("mfa_required_from", user.mfaRequiredFrom());
        json.writeNumberField("mfa_skips", user.mfaSkips());
        field("mfa_last_skipped", user.mfaLastSkipped());
        field("mfa_reminded", user.mfaReminded());
        field("user_federation", user.store());
        field("remark", user.remark());
        json.writeEndObject();
    }

    @Override
    public void notListed(List<String> sentences) throws IOException {
        if (!sentences.isEmpty()) {
            json.writeStartObject();
            field("not_listed", sentences);
            json.writeEndObject();
        }
    }

    private void field(String name, Optional<String> text) throws IOException {
        json.writeFieldName(name);
        if (text.isPresent()) {
            json.writeString(text.get());
        } else {
            json.writeNull();
        }
    }

    private void field(String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    @Override
    public void flush() throws IOException {
        json.flush();
    }
}
