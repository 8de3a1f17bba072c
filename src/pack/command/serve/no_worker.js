// Stands for the service worker while a site is being written. Pages that an earlier worker has answered are loaded anew without one; the
// others have none to lose, and so it never does so twice.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(leave()));

const leave = async () => {
  await registration.unregister();
  for (const page of await clients.matchAll({ type: 'window' })) page.navigate(page.url);
};
