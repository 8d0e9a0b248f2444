package io.github.keycloakawsmfa.qr;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.client.j2se.MatrixToImageWriter;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import io.github.keycloakawsmfa.benchmark.CpuTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The image that the wizard shows. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QrCodeBenchmark {

    private static final String URI = "otpauth://totp/example.com:alexandra.winter%40example.com"
            + "?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=example.com&x=0123456789";

    @Benchmark
    public Object ours(CpuTime cpu) {
        return QrCode.dataUri(URI, 6);
    }

    @Benchmark
    public Object encoderAlone(CpuTime cpu) throws WriterException {
        Map<EncodeHintType, ?> hints =
                Map.of(EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M, EncodeHintType.MARGIN, 4);
        return new QRCodeWriter().encode(URI, BarcodeFormat.QR_CODE, 1, 1, hints);
    }

    /** What its TotpUtils does (26.7.3), with its error correction. */
    @Benchmark
    public Object keycloak(CpuTime cpu) throws WriterException, IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        MatrixToImageWriter.writeToStream(new QRCodeWriter().encode(URI, BarcodeFormat.QR_CODE, 246, 246), "png", png);
        return Base64.getEncoder().encodeToString(png.toByteArray());
    }
}
