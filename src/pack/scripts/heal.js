// A kept copy that is broken would break every visit. It is thrown away, once in a session, if the network can give another. Loaded only when
// the reader has not started.
export const heal = async root => {
  if (!navigator.serviceWorker?.controller || sessionStorage.getItem('offprint:healed')) return;
  sessionStorage.setItem('offprint:healed', 'yes');
  const answer = await fetch(`${root}sw.js`, { cache: 'no-store' });
  if (!answer.ok) return;
  await (await navigator.serviceWorker.getRegistration(root)).unregister();
  const own = `offprint:${new URL(root).pathname}:`;
  for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
  location.reload();
};
