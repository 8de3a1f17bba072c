// On paper a link is an address or nothing: links out of the site are numbered, and while a page is printed the list of their addresses
// stands after the reader's element. What is inside of that stays as it is: the numbers come from a style. `home` is the site's address.
export const paper = home => {
  const out = `main a[href^=http]:not([href^="${home}"])`;
  const style = new CSSStyleSheet({ media: 'print' });
  style.insertRule(`${out}::after{counter-increment:a;content:"[" counter(a) "]"}`);
  document.adoptedStyleSheets.push(style);
  const list = document.createElement('ol');
  addEventListener('beforeprint', () => {
    list.replaceChildren();
    for (const { href } of document.querySelectorAll(out)) list.appendChild(document.createElement('li')).append(href);
    document.body.append(list);
  });
  addEventListener('afterprint', () => list.remove());
};
