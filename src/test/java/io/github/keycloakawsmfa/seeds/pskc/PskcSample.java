package io.github.keycloakawsmfa.seeds.pskc;

/** A container in clear with one token of any kind. */
final class PskcSample {

    private PskcSample() {}

    static String of(String serial, String hash, int digits, int seconds) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc">
                  <KeyPackage>
                    <DeviceInfo><Manufacturer>oath.Example</Manufacturer><SerialNo>%s</SerialNo></DeviceInfo>
                    <Key Id="%1$s" Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:totp">
                      <AlgorithmParameters>
                        <Suite>HMAC-%s</Suite>
                        <ResponseFormat Length="%d" Encoding="DECIMAL"/>
                      </AlgorithmParameters>
                      <Data>
                        <Secret><PlainValue>MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=</PlainValue></Secret>
                        <Time><PlainValue>0</PlainValue></Time>
                        <TimeInterval><PlainValue>%d</PlainValue></TimeInterval>
                      </Data>
                    </Key>
                  </KeyPackage>
                </KeyContainer>
                """.formatted(serial, hash, digits, seconds);
    }
}
