// The layout of Keycloak 26.4 and 26.5 titles every page alike.
document.title = document.querySelector("script[data-title]").dataset.title;

// A second click must not spend a code twice. The pages work without this: the server takes each code once anyway.
for (const form of document.querySelectorAll("#kc-otp-login-form, form.virtual-mfa, .virtual-mfa form")) {
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

// Counts a wait down for the eye. A screen reader has the sentence beside it, and is told once that the wait is over.
const wait = document.getElementById("virtual-mfa-wait");
if (wait) {
  const end = Date.now() + 1000 * wait.dataset.seconds;
  const clock = document.createElement("span");
  clock.ariaHidden = "true";
  wait.append(clock);
  const show = () => {
    const left = Math.ceil((end - Date.now()) / 1000);
    if (left > 0) {
      const seconds = String(left % 60).padStart(2, "0");
      clock.textContent = `${wait.dataset.left} ${Math.floor(left / 60)}:${seconds}`;
      setTimeout(show, 250);
    } else {
      wait.textContent = wait.dataset.over;
    }
  };
  show();
}

// The server knows no time zone of the user's: without this, times are told in UTC.
const inOwnTimeZone = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
  dateStyle: "medium",
  timeStyle: "short",
});
for (const time of document.querySelectorAll("time.virtual-mfa-time")) {
  time.textContent = inOwnTimeZone.format(new Date(time.dateTime));
}
