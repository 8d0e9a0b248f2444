// A second click must not spend a code twice. The pages work without this: the server takes each code once anyway.
for (const form of document.querySelectorAll(
  "#kc-otp-login-form, #kc-totp-settings-form, #virtual-mfa-continue-form",
)) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) {
      event.preventDefault();
    }
    sent = true;
    setTimeout(() => {
      sent = false;
    }, 5000);
  });
  // The back button may bring the page back as it was.
  addEventListener("pageshow", () => {
    sent = false;
  });
}
