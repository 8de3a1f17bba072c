// Many short articles for measuring: the poems of npm's chinese-poetry, grouped until each article has 310 characters and so some 370, as Markdown files.
// usage: node tools/poems.mjs PACKAGE OUT HOW_MANY
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CHARACTERS = 310;
// Files of one folder: more would slow the disk, not the packer.
const OF_ONE_FOLDER = 1000;

const [packed, out, many] = process.argv.slice(2);
const folder = join(packed, 'dist/quantangshi');
// By number, whatever the order on the disk.
const files = readdirSync(folder).filter(name => /^poet\.(tang|song)\.\d+\.json$/.test(name)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
let written = 0;
let group = [];
let length = 0;

const write = () => {
  const number = String(written).padStart(6, '0');
  const place = join(out, String(Math.floor(written / OF_ONE_FOLDER)).padStart(3, '0'));
  mkdirSync(place, { recursive: true });
  const authors = [...new Set(group.map(poem => poem.author))];
  // Days of a hundred years, so that there is something to sort by.
  const day = new Date(Date.UTC(1920, 0, 1) + ((written * 7919) % 36500) * 864e5).toISOString().slice(0, 10);
  const head = ['---', `title: ${JSON.stringify(group[0].title)}`, `date: ${day}`, `authors: ${JSON.stringify(authors)}`, 'lang: zh-Hant', '---', ''];
  const body = group.flatMap(poem => [`## ${poem.title.replaceAll('\n', ' ')}`, '', ...poem.paragraphs.flatMap(line => [line, ''])]);
  writeFileSync(join(place, `p${number}.md`), [...head, ...body].join('\n'));
  written += 1;
  group = [];
  length = 0;
};

outer: for (const file of files) {
  for (const poem of JSON.parse(readFileSync(join(folder, file), 'utf8'))) {
    if (!poem.title || !poem.paragraphs.length) continue;
    group.push(poem);
    length += poem.title.length + poem.paragraphs.join('').length;
    if (length < CHARACTERS) continue;
    write();
    if (written === Number(many)) break outer;
  }
}
console.log(`${written} articles`);
