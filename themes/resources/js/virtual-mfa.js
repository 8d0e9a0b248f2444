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

const wizard = document.getElementById("kc-totp-settings-form");
if (wizard) {
  // What is unfolded goes with the form, and stays so on the page that answers it.
  wizard.addEventListener("formdata", ({ formData }) => {
    formData.set("open", [...wizard.querySelectorAll("details[open]")].map(({ id }) => id).join(" "));
  });
  // A wrong code is still there, to be compared or typed over.
  const wrong = wizard.querySelector("input[autofocus][aria-invalid=true]");
  wrong?.focus();
  wrong?.select();

  const key = document.getElementById("kc-totp-secret-key");
  const copy = document.getElementById("virtual-mfa-copy");
  const copied = document.getElementById("virtual-mfa-copied");
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    copied.textContent = "";
    try {
      // There only where the page came by HTTPS.
      await navigator.clipboard.writeText(key.textContent.replaceAll(/\s/g, ""));
      copied.textContent = copied.dataset.copied;
    } catch {
      getSelection().selectAllChildren(key);
      copied.textContent = copied.dataset.selected;
    }
  });

  // Where the screen is too narrow for six pixels a module: the most that fit, the same for each.
  const picture = document.getElementById("kc-totp-secret-qr-code");
  const fit = () => {
    const modules = picture.naturalWidth / 6;
    const pixels = Math.floor((document.documentElement.clientWidth - 18) / modules);
    picture.style.inlineSize = pixels >= 1 && pixels < 6 ? `${pixels * modules}px` : "";
  };
  picture.decode().then(fit);
  addEventListener("resize", fit);

  // The newest code's time left, by the server's clock: the page says how much it was when it was made. A page out of
  // the browser's cache may be of any time.
  const next = document.getElementById("virtual-mfa-next-code");
  const [arrival] = performance.getEntriesByType("navigation");
  if (arrival && arrival.transferSize !== 0) {
    const period = 30_000;
    const end = performance.timeOrigin + arrival.responseStart + Number(next.dataset.millis);
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    const show = () => {
      const left = period - ((((Date.now() - end) % period) + period) % period);
      const every = still.matches ? 5_000 : 1_000;
      const seconds = (Math.ceil(left / every) * every) / 1_000;
      const text = `${next.dataset.left} 0:${String(seconds).padStart(2, "0")}`;
      if (next.textContent !== text) {
        next.textContent = text;
      }
      setTimeout(show, 250);
    };
    show();
  }
}

// The server knows no time zone of the user's: without this, times are told in UTC.
for (const time of document.querySelectorAll("time.virtual-mfa-time")) {
  const inOwnTimeZone = new Intl.DateTimeFormat(time.closest("[lang]")?.lang || undefined, {
    dateStyle: "medium",
    timeStyle: "short",
  });
  time.textContent = inOwnTimeZone.format(new Date(time.dateTime));
}
