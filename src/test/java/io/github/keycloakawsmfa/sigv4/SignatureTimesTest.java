package io.github.keycloakawsmfa.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All was signed at 12:36:00. */
class SignatureTimesTest {

    private static final Instant MOMENT = Instant.parse("2015-08-30T12:36:00Z");
    private static final SignedRequest IN_HEADER = RequestSigner.EXAMPLE.inHeader(UnsignedRequest.EXAMPLE);

    private static SignedRequest presigned(int expires) {
        return RequestSigner.EXAMPLE.presigned(UnsignedRequest.EXAMPLE, expires);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12:31:00Z", "12:35:59Z", "12:36:00Z", "12:36:01Z", "12:41:00Z"})
    void isGoodForFiveMinutesInEitherDirection(String time) {
        Server server = Server.IAM.at(Instant.parse("2015-08-30T" + time));

        assertThat(server.answer(IN_HEADER)).isInstanceOf(SignatureOutcome.Verified.class);
        assertThat(server.answer(presigned(300))).isInstanceOf(SignatureOutcome.Verified.class);
    }

    @ParameterizedTest
    @CsvSource({
        "12:41:01Z, 20150830T123601Z (20150830T124101Z - 5 min.)",
        "12:41:00.000000001Z, 20150830T123601Z (20150830T124101Z - 5 min.)",
        "13:00:00Z, 20150830T125500Z (20150830T130000Z - 5 min.)",
    })
    void isExpiredAfterwards(String time, String told) {
        Server server = Server.IAM.at(Instant.parse("2015-08-30T" + time));
        SignatureRefusal expired = new SignatureRefusal(
                SignatureRefusal.Code.EXPIRED, "Signature expired: 20150830T123600Z is now earlier than " + told);

        assertThat(server.refusal(IN_HEADER)).isEqualTo(expired);
        assertThat(server.refusal(presigned(300))).isEqualTo(expired);
    }

    @ParameterizedTest
    @CsvSource({
        "12:30:59Z, 20150830T123559Z (20150830T123059Z + 5 min.)",
        "12:30:59.999999999Z, 20150830T123559Z (20150830T123059Z + 5 min.)",
        "12:00:00Z, 20150830T120500Z (20150830T120000Z + 5 min.)",
    })
    void isNotYetCurrentBefore(String time, String told) {
        Server server = Server.IAM.at(Instant.parse("2015-08-30T" + time));
        SignatureRefusal early = new SignatureRefusal(
                SignatureRefusal.Code.EXPIRED,
                "Signature not yet current: 20150830T123600Z is still later than " + told);

        assertThat(server.refusal(IN_HEADER)).isEqualTo(early);
        assertThat(server.refusal(presigned(300))).isEqualTo(early);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "60, 60", "299, 299", "300, 300", "301, 300", "604800, 300"})
    void aPresignedOneIsGoodAsLongAsItSaysButFiveMinutesAtMost(int expires, int seconds) {
        Instant last = MOMENT.plusSeconds(seconds);

        assertThat(Server.IAM.at(last).answer(presigned(expires)))
                .isInstanceOfSatisfying(
                        SignatureOutcome.Verified.class,
                        verified -> assertThat(verified.goodUntil()).isEqualTo(last));
        assertThat(Server.IAM.at(last.plusNanos(1)).refusal(presigned(expires)).code())
                .isEqualTo(SignatureRefusal.Code.EXPIRED);
    }

    @Test
    void tellsWhatAPresignedOneSaid() {
        assertThat(Server.IAM.at(MOMENT.plusSeconds(61)).refusal(presigned(60)).message())
                .isEqualTo("Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z"
                        + " (20150830T123701Z - 60 sec.)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20150830T123600Z",
                "Sun, 30 Aug 2015 12:36:00 GMT",
                "Sun, 30 Aug 2015 12:36:00 -0000",
                "Sun, 30 Aug 2015 14:36:00 +0200"
            })
    void isReadFromTheDateWhereThereIsNoAmzDate(String date) {
        SignedRequest request =
                RequestSigner.EXAMPLE.inHeader(UnsignedRequest.EXAMPLE, new SignedRequest.Header("Date", date));

        assertThat(Server.IAM.answer(request))
                .isInstanceOfSatisfying(
                        SignatureOutcome.Verified.class,
                        verified -> assertThat(verified.goodUntil()).isEqualTo("2015-08-30T12:41:00Z"));
    }

    @Test
    void isReadFromTheAmzDateWhereThereAreBoth() {
        SignedRequest request = Changed.with(IN_HEADER, "Date", "Mon, 31 Aug 2015 12:36:00 GMT");

        assertThat(Server.IAM.answer(request)).isInstanceOf(SignatureOutcome.Verified.class);
    }

    @Test
    void countsTheDayInUtc() {
        Instant midnight = Instant.parse("2016-02-29T00:00:00Z");
        SignedRequest request = RequestSigner.EXAMPLE.at(midnight).inHeader(UnsignedRequest.EXAMPLE);

        assertThat(Changed.value(request, "Authorization")).contains("/20160229/");
        assertThat(Server.IAM.at(midnight.minusSeconds(1)).answer(request))
                .isInstanceOf(SignatureOutcome.Verified.class);
    }
}
