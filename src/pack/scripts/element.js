// What several scripts make elements with.
export const element = (name, properties = {}, ...inside) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...inside);
  return element;
};

export const named = (element, name) => {
  element.setAttribute('aria-label', name);
  return element;
};

// A style that comes with its script.
export const styled = style => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets.push(sheet);
};

// What a script says, in the language of the page, or of a part of it. What a file of the reader's own is written in may be none that the site
// has.
export const inLanguage = (words, part = document.documentElement) => words[part.closest('[lang]').lang] ?? Object.values(words)[0];
