// Makes the authenticator tick. Without it the page still works: a button asks for the codes of now.
(() => {
  const STORE = 'demo-authenticator';
  const devices = document.getElementById('devices');
  const form = document.getElementById('add');
  const error = document.getElementById('add-error');

  const stored = () => {
    try {
      return JSON.parse(localStorage.getItem(STORE)) || [];
    } catch {
      return [];
    }
  };
  const store = (keys) => {
    try {
      localStorage.setItem(STORE, JSON.stringify(keys));
    } catch {
      // A browser that keeps nothing: the codes still show, until the page is closed.
    }
  };

  const ask = async (entry) => {
    const body = new URLSearchParams({ ...entry, part: 'device' });
    const answer = await fetch('/phone', { method: 'POST', body });
    const html = await answer.text();
    if (!answer.ok) throw new Error(html);
    return html;
  };

  const show = (card, html, entry) => {
    const fresh = new DOMParser().parseFromString(html, 'text/html').querySelector('.device');
    fresh.entry = entry;
    fresh.ends = performance.now() + Number(fresh.dataset.rest);
    fresh.querySelectorAll('button[hidden]').forEach((button) => (button.hidden = false));
    if (card) card.replaceWith(fresh);
    else devices.append(fresh);
  };

  const refresh = async (card) => {
    if (card.asking) return;
    card.asking = true;
    try {
      show(card, await ask(card.entry), card.entry);
    } catch {
      card.asking = false;
      card.ends = performance.now() + 3000;
      card.querySelector('.left').textContent = 'The demo does not answer. Is it still running?';
    }
  };

  setInterval(() => {
    devices.querySelectorAll('.device').forEach((card) => {
      const rest = Math.ceil((card.ends - performance.now()) / 1000);
      if (rest <= 0) refresh(card);
      else if (!card.asking) card.querySelector('.left').textContent = `changes in ${rest} s`;
    });
  }, 250);

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    error.hidden = true;
    const entry = { key: form.elements.key.value, name: form.elements.name.value };
    try {
      const html = await ask(entry);
      const same = (other) => other.key.replace(/[\s-]/g, '').toUpperCase() === entry.key.replace(/[\s-]/g, '').toUpperCase();
      store([...stored().filter((other) => !same(other)), entry]);
      [...devices.children].filter((card) => same(card.entry)).forEach((card) => card.remove());
      show(null, html, entry);
      form.reset();
      form.elements.key.value = '';
      form.elements.name.value = '';
    } catch (problem) {
      error.textContent = problem instanceof TypeError ? 'The demo does not answer. Is it still running?' : problem.message;
      error.hidden = false;
    }
  });

  devices.addEventListener('click', async (event) => {
    const button = event.target.closest('button');
    const card = event.target.closest('.device');
    if (!button || !card) return;
    if (button.classList.contains('forget')) {
      store(stored().filter((other) => other.key !== card.entry.key));
      card.remove();
    } else if (button.classList.contains('copy')) {
      await navigator.clipboard.writeText(button.parentElement.querySelector('.code').dataset.code);
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = 'Copy'), 1500);
    }
  });

  document.getElementById('remembered').hidden = false;
  stored().forEach(async (entry) => {
    try {
      show(null, await ask(entry), entry);
    } catch {
      // A key that is no key any more shows nothing.
    }
  });
})();
