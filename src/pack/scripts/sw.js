// The service worker: keeps one edition whole on the device, and answers from it. The packer fills in what belongs to the edition.
const EDITION = JSON.parse('{{edition}}');
// Path from the scope to the hash of the file; a page's path is its folder.
const FILES = JSON.parse('{{files}}');
// What stands for pages that are not kept one by one: the beginning of their paths, and the file that shows them.
const SHELLS = JSON.parse('{{shells}}');
const BYTES = JSON.parse('{{bytes}}');
// What is new, by language.
const NOTES = JSON.parse('{{notes}}');
// Whether there are many articles: then pages are fetched anew where there is a network, and kept as they are read.
const IS_LIBRARY = JSON.parse('{{library}}');

const scope = new URL(registration.scope);
const OWN = `offprint:${scope.pathname}:`;
const NAME = OWN + EDITION;
// How long a page that is not kept may keep its reader waiting before its shell does.
const PATIENCE_MS = 4000;

const at = path => new URL(path, scope).href;
const kept = async (name, path) => (await caches.open(name)).match(at(path));
const others = async () => (await caches.keys()).filter(name => name.startsWith(OWN) && name !== NAME && name !== `${OWN}read`);

// A file whose name is a hash is the same in every edition.
const keptBefore = async path => {
  if (!/-[0-9a-f]{8,}\./.test(path)) return;
  for (const name of await others()) {
    const response = await kept(name, path);
    if (response) return response;
  }
};

const fetched = async (path, integrity) => {
  const response = await fetch(at(path), { cache: 'no-cache', integrity, redirect: 'error' });
  if (response.status !== 200 || response.type !== 'basic') throw new Error(`${path}: status ${response.status}`);
  return response;
};

// All or nothing: what is half there would be found out without a network.
const install = async () => {
  const cache = await caches.open(NAME);
  try {
    const keep = async ([path, integrity]) => cache.put(at(path), (await keptBefore(path)) ?? (await fetched(path, integrity)));
    await Promise.all(Object.entries(FILES).map(keep));
  } catch (error) {
    await caches.delete(NAME);
    await tellPages({ failed: error.name });
    throw error;
  }
};

// What the browser has cleared away, or the reader has removed and wants again.
const restore = async () => {
  if (!(await isWhole())) await install();
  await tellPages({ kept: EDITION });
};

const isWhole = async () => (await (await caches.open(NAME)).keys()).length === Object.keys(FILES).length;

const tellPages = async message => {
  for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage(message);
};

const introduce = async port => port.postMessage({ edition: EDITION, bytes: BYTES, notes: NOTES, isWhole: await isWhole() });

// Every open page holds a lock of its edition's name, so that nothing is taken from under it. Other sites' caches are theirs.
const tidy = async () => {
  const held = (await navigator.locks.query()).held.map(lock => lock.name);
  // In a library a page names the reader that it was made for; what was kept for it stands behind a dot.
  const idle = (await others()).filter(name => !held.includes(name.split('.')[0]) && !held.includes(name));
  await Promise.all(idle.map(name => caches.delete(name)));
};

const activate = async () => {
  await clients.claim();
  await tidy();
};

const withTimeLimit = answer => Promise.race([answer, new Promise((_, fail) => setTimeout(fail, PATIENCE_MS, new Error('slow')))]);

// A library's pages are fetched anew where there is a network; those that were read are kept, the last so many.
const READ = `${OWN}read`;
const KEPT_READ = 200;
// Its pictures among it.
const isArticle = path => /^(([a-z]{2,3}(-[^/]+)?\/)?a|images)\//.test(path);

const keepRead = async (path, response) => {
  const cache = await caches.open(READ);
  await cache.put(at(path), response);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - KEPT_READ)).map(key => cache.delete(key)));
};

const fromLibrary = async (event, path, answer) => {
  const { request } = event;
  try {
    const response = await answer(fetch(request));
    if (response.status === 200 && response.type === 'basic' && isArticle(path)) event.waitUntil(keepRead(path, response.clone()).catch(() => {}));
    return response;
  } catch (error) {
    const old = (await kept(READ, path)) ?? (await kept(NAME, path)) ?? (request.mode === 'navigate' && (await kept(NAME, '404.html')));
    if (old) return old;
    throw error;
  }
};

const page = async (request, path, search) => {
  const folder = path.replace(/(^|\/)index\.html$/, '$1');
  const shell = SHELLS.find(([start]) => folder.startsWith(start) && /^[^/]+\/?$/.test(folder.slice(start.length)));
  const isFolder = folder === '' || folder.endsWith('/');
  if (!isFolder && (shell || `${folder}/` in FILES)) return Response.redirect(at(`${folder}/`) + search);
  const own = folder in FILES && (await kept(NAME, folder));
  if (own) return own;
  if (!shell) {
    try {
      return await fetch(request);
    } catch (error) {
      const lost = await kept(NAME, '404.html');
      if (!lost) throw error;
      return new Response(lost.body, { status: 404, headers: lost.headers });
    }
  }
  try {
    const response = await withTimeLimit(fetch(request));
    // A redirection is the browser's to follow.
    if (response.ok || response.type === 'opaqueredirect') return response;
  } catch {}
  return (await kept(NAME, shell[1])) ?? fetch(request);
};

const file = async (request, path) => {
  const own = path in FILES && (await kept(NAME, path));
  // A page of an older edition, still open, finds what it needs where it was.
  return own || (await keptBefore(path)) || fetch(request);
};

addEventListener('install', event => event.waitUntil(install()));
addEventListener('activate', event => event.waitUntil(activate()));
addEventListener('fetch', event => {
  const { request } = event;
  const { href, pathname, search } = new URL(request.url);
  if (request.method !== 'GET' || !href.startsWith(scope.href)) return;
  const path = decodeURI(pathname.slice(scope.pathname.length));
  if (IS_LIBRARY && (request.mode === 'navigate' || isArticle(path))) {
    const folder = path.replace(/(^|\/)index\.html$/, '$1');
    const isHashed = /-[0-9a-f]{8,}\./.test(path);
    event.respondWith(isHashed ? kept(READ, path).then(old => old || fromLibrary(event, path, answer => answer)) : fromLibrary(event, folder, withTimeLimit));
    return;
  }
  event.respondWith(request.mode === 'navigate' ? page(request, path, search) : file(request, path));
});
addEventListener('message', event => {
  if (event.data === 'take over') skipWaiting();
  else if (event.data === 'tidy') event.waitUntil(tidy());
  else if (event.data === 'restore') event.waitUntil(restore());
  else if (event.data === 'who') event.waitUntil(introduce(event.ports[0]));
});
