// Handing the page to the reader: the same on a site and in the one file.
const page = document.documentElement;

export const failed = () => {
  page.dataset.reader = 'failed';
  document.getElementById('_failed').hidden = false;
};

// `instance` gives the glue, a fresh one each time; `does` is what the first of them is asked for, hydrate or mount.
export const takeOver = async (instance, does, wasm, bundle, root) => {
  const reader = await instance();
  await reader.default({ module_or_path: wasm });
  try {
    reader[does](bundle, root);
  } catch (error) {
    // The page is not what its bundle renders to. That instance is spoilt; a fresh one builds the page anew.
    if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    console.error('The page did not match its bundle and is built anew.', error);
    const again = await instance();
    await again.default({ module_or_path: wasm });
    again.mount(bundle, root);
    document.getElementById('_failed').hidden = true;
  }
  page.dataset.reader = 'ready';
  // A trap later on ends the reader for good, so the page says that it has stopped. The browser itself reports it.
  addEventListener('error', event => event.error instanceof WebAssembly.RuntimeError && failed());
};
