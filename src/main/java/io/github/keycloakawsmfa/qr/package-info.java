/** The QR code of a device's secret: otpauth URI and image. Independent of Keycloak. */
package io.github.keycloakawsmfa.qr;
