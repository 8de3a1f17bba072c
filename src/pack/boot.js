// Starts the reader: fetches what it needs at once, checks it, and hands it the page.
// Whatever fails, the text stays, and a line says what does not work.
const READER = '{{reader}}';
const WASM = '{{wasm}}';
const WASM_INTEGRITY = '{{wasm_integrity}}';

const root = new URL('.', import.meta.url).href;
const page = document.documentElement;

const fetched = async (file, integrity) => {
  const response = await fetch(new URL(file, root), { integrity });
  if (!response.ok) throw new Error(`${file}: status ${response.status}`);
  return response;
};
// A server without the right type for wasm costs the streaming compilation, not the reader.
const compiled = async response =>
  response.headers.get('content-type')?.startsWith('application/wasm')
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());

try {
  const link = document.querySelector('link[data-bundle]');
  const parts = Promise.all([
    fetched(link.href, link.dataset.bundle).then(response => response.text()),
    fetched(WASM, WASM_INTEGRITY).then(compiled),
    import(root + READER),
  ]);
  // pushState changes what relative links in the page mean; absolute ones stay right.
  for (const link of document.querySelectorAll('a[href], link[rel=icon]')) {
    if (!link.getAttribute('href').startsWith('#')) link.href = link.href;
  }

  const [bundle, wasm, reader] = await parts;
  await reader.default({ module_or_path: wasm });
  try {
    reader.hydrate(bundle, root);
  } catch (error) {
    // The page is not what its bundle renders to. That instance is spoilt; a fresh one builds the page anew.
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    console.error('The page did not match its bundle and is built anew.', error);
    const again = await import(`${root}${READER}?again`);
    await again.default({ module_or_path: wasm });
    again.mount(bundle, root);
    document.getElementById('_failed').hidden = true;
  }
  page.dataset.reader = 'ready';
} catch (error) {
  console.error('The reader did not start.', error);
  page.dataset.reader = 'failed';
  document.getElementById('_failed').hidden = false;
}
