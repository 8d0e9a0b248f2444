package io.github.keycloakawsmfa.walk;

/** Metadata as AWS publishes it for its sign-in, but for its signing certificate: what administrators import. */
final class AwsMetadata {

    private AwsMetadata() {}

    /** @param acs where the stand-in takes responses, in the place of AWS's own address */
    static String of(String acs) {
        return """
                <?xml version="1.0"?>
                <EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="urn:amazon:webservices">
                  <SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"
                      WantAssertionsSigned="true">
                    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:transient</NameIDFormat>
                    <NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</NameIDFormat>
                    <NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</NameIDFormat>
                    <NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified</NameIDFormat>
                    <AssertionConsumerService index="1" isDefault="true"
                        Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="%s"/>
                    <AttributeConsumingService index="1">
                      <ServiceName xml:lang="en">AWS Management Console Single Sign-On</ServiceName>
                      <RequestedAttribute isRequired="true" Name="https://aws.amazon.com/SAML/Attributes/Role"
                          FriendlyName="RoleEntitlement"/>
                      <RequestedAttribute isRequired="true" Name="https://aws.amazon.com/SAML/Attributes/RoleSessionName"
                          FriendlyName="RoleSessionName"/>
                    </AttributeConsumingService>
                  </SPSSODescriptor>
                </EntityDescriptor>
                """.formatted(acs);
    }
}
