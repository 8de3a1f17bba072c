// Whether the pages of built sites are HTML by the book: html-validate, and the W3C's checker (vnu) where there is Java. Folders of sites come in as
// arguments; what is wrong goes out, and is the number with which this ends, at most 1.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { HtmlValidate } from 'html-validate';

const pages = folder =>
  readdirSync(folder, { recursive: true }).map(name => join(folder, name)).filter(name => name.endsWith('.html')).sort();

const files = process.argv.slice(2).flatMap(pages);
if (!files.length) throw new Error('usage: node tests/valid.mjs SITE …');
const wrong = [];

const validate = new HtmlValidate({ root: true, extends: ['html-validate:standard'], elements: ['html5'] });
for (const file of files) {
  const { results } = await validate.validateString(readFileSync(file, 'utf8'));
  for (const { messages } of results) for (const { line, column, message } of messages) wrong.push(`${file}:${line}:${column}: ${message}`);
}

// What the checker does not know yet, or takes amiss: newer parts of CSS, whose specifications it does not follow, and the policy, which
// browsers accept; an address behind a `#` that holds another, which only copies to hand on have.
const KNOWN = [/^CSS: /, /Content Security Policy/i, /Bad value “#\/.*Illegal character in fragment/, /^Section lacks heading/];
const jar = join(dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')), 'build/dist/vnu.jar');
const said = (() => {
  // It says all on the standard error.
  const ask = ['-c', 'jar=$1; shift; exec java -jar "$jar" --format json --exit-zero-always "$@" 2>&1', 'vnu', jar, ...files];
  try {
    execFileSync('java', ['-version'], { stdio: 'ignore' });
  } catch {
    return null;
  }
  return execFileSync('sh', ask, { maxBuffer: 1 << 28, encoding: 'utf8' });
})();
if (said === null) console.log('vnu was passed by: install Java, apt-get install default-jre-headless');
else for (const { type, url, lastLine, lastColumn, message } of JSON.parse(said).messages) {
  if (type !== 'info' && !KNOWN.some(known => known.test(message))) wrong.push(`${url}:${lastLine}:${lastColumn}: ${message}`);
}

wrong.forEach(line => console.log(line));
console.log(`${files.length} pages, ${wrong.length} faults`);
process.exit(wrong.length ? 1 : 0);
