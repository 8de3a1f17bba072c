// Lighthouse as `make audit` asks for it: addresses and a form, phone or desktop, come in as arguments; a report a line goes out. One
// browser for all of them, which CHROME_PATH names.
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';

const [form, ...addresses] = process.argv.slice(2);
const settings = {
  ...(form === 'desktop' && desktopConfig.settings),
  onlyCategories: ['accessibility', 'best-practices', 'seo'],
  // None of these is about time: nothing is slowed down, and a page that is there is not waited for.
  throttlingMethod: 'provided',
  pauseAfterFcpMs: 500,
  pauseAfterLoadMs: 500,
  networkQuietThresholdMs: 500,
  cpuQuietThresholdMs: 500,
  disableFullPageScreenshot: true,
};
const chrome = await launch({ chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu'] });
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, { port: chrome.port, logLevel: 'silent' }, { extends: 'lighthouse:default', settings });
    console.log(JSON.stringify(lhr));
  }
} finally {
  await chrome.kill();
}
