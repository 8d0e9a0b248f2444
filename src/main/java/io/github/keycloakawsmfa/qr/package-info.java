/** The QR code of a device's secret: otpauth URI and image. Knows no Keycloak. */
package io.github.keycloakawsmfa.qr;
