// Keeping the site on the device: registers the service worker once the page has nothing else to do, tells what is kept (`keeping.js` shows
// it), and offers a new edition. What it has to say goes out as events; what a person presses comes as clicks.
const CHOICE = 'offprint:keep';
const edition = document.querySelector('#_app').dataset.edition.split(' ')[0];
const container = navigator.serviceWorker;
const actions = {};

// A device may deny storage; then nothing is chosen.
const choice = () => { try { return localStorage.getItem(CHOICE); } catch { return null; } };
const choose = value => { try { localStorage.setItem(CHOICE, value); } catch {} };
const tell = (name, detail) => document.dispatchEvent(new CustomEvent(`offprint:${name}`, { detail }));

const state = { is: 'impossible', installs: 'install' in self.offprint };
const report = changes => {
  // For a page that is opened later; and for one that is open.
  self.offprint.kept = { ...Object.assign(state, changes) };
  tell('kept');
};

// Which edition a worker keeps.
const who = worker => new Promise(done => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = event => done(event.data);
  worker.postMessage('who', [port2]);
});

const offer = async worker => {
  const { edition: other, notes } = await who(worker);
  // Behind the dot stands what a library's worker keeps: its pages are fetched anew by themselves.
  if (other.split('.')[0] !== edition) tell('edition', Object.entries(notes).map(([lang, note]) => `${lang} ${note}`).join('\n'));
};

const settle = async worker => {
  const { bytes, isWhole } = await who(worker);
  if (isWhole) return report({ is: 'kept', bytes });
  worker.postMessage('restore');
  report({ is: 'keeping' });
};

const watch = registration => {
  const worker = registration.installing;
  if (!worker) return;
  worker.addEventListener('statechange', () => {
    if (worker.state === 'installed' && registration.active) offer(worker);
    if (worker.state === 'activated') settle(worker);
    // What was kept before is kept still.
    if (worker.state === 'redundant' && !registration.active && state.is === 'keeping') report({ is: 'failed' });
  });
  if (!registration.active) report({ is: 'keeping' });
};

const register = async (root, url) => {
  try {
    const registration = await container.register(url, { scope: root });
    registration.onupdatefound = () => watch(registration);
    watch(registration);
    if (registration.active) {
      registration.active.postMessage('tidy');
      await settle(registration.active);
      await offer(registration.waiting ?? registration.active);
    }
  } catch (error) {
    // Private windows of some browsers, a host without the worker, a network that is gone.
    console.warn('Nothing new is kept.', error);
    report({ is: (await container.getRegistration(root))?.active ? 'kept' : 'failed' });
  }
};

export const start = root => {
  document.addEventListener('click', event => {
    const does = event.target.closest?.('[data-do]')?.dataset.do;
    if (Object.hasOwn(actions, does)) actions[does]();
  });
  addEventListener('beforeinstallprompt', () => report({ installs: true }));
  addEventListener('appinstalled', () => report({ installs: false }));
  actions.install = async () => {
    await self.offprint.install?.prompt();
    report({ installs: false });
  };
  // A frame belongs to another page, and a file to nobody.
  if (!container || self !== top || location.protocol === 'file:') return report({});

  const own = `offprint:${new URL(root).pathname}:`;
  const script = `${root}sw.js`;
  const policy = self.trustedTypes?.createPolicy('offprint', {
    createScriptURL: url => { if (url !== script) throw new TypeError(url); return url; },
  });
  const keep = () => register(root, policy ? policy.createScriptURL(script) : script);
  // While this page is open, its edition stays.
  navigator.locks?.request(own + edition, { mode: 'shared' }, () => new Promise(() => {}));

  let hasAgreed = false;
  container.addEventListener('controllerchange', () => {
    if (hasAgreed) location.reload();
    // Another tab has agreed: this one goes on with its own edition, and hears of the new one.
    else if (container.controller) offer(container.controller);
  });
  // A page that stays open for days hears of a new edition when it is looked at again.
  document.addEventListener('visibilitychange', async () => {
    if (!document.hidden) (await container.getRegistration(root))?.update().catch(() => {});
  });
  container.addEventListener('message', ({ data }) => {
    if (data.failed) report({ is: data.failed === 'QuotaExceededError' ? 'full' : 'failed' });
    else if (data.kept) settle(container.controller);
  });

  actions.keep = async () => {
    choose('yes');
    // Asked for when somebody wants something kept: that is when browsers say yes.
    await navigator.storage?.persist?.().catch(() => false);
    await keep();
  };
  actions.remove = async () => {
    choose('no');
    await (await container.getRegistration(root))?.unregister();
    for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
    report({ is: 'off' });
  };
  actions.update = async () => {
    hasAgreed = true;
    const waiting = (await container.getRegistration(root))?.waiting;
    if (waiting) waiting.postMessage('take over');
    else location.reload();
  };
  // Whoever saves data, or has said no, is sent nothing unasked.
  const isUnasked = choice() === 'no' || (navigator.connection?.saveData && choice() !== 'yes');
  return isUnasked ? report({ is: 'off' }) : keep();
};
