// What the tests of this folder look at in a page. Every look returns a line for each thing that is wrong: none is good.
self.looks = (() => {
  // A name that leads a person to the element.
  const name = element => {
    const place = element.id || element.closest?.("[id]")?.id || "";
    const classes = element.classList?.length ? `.${[...element.classList].join(".")}` : "";
    const text = (element.getAttribute?.("aria-label") || element.textContent || element.value || "").trim().slice(0, 24);
    return `${element.localName}${classes} in #${place} “${text}”`;
  };
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const isShown = element => element.checkVisibility({ visibilityProperty: true });
  // For those who hear the page only.
  const isForEars = element => !!element.closest(".announced, [data-alone] h1") || getComputedStyle(element).clipPath == "inset(50%)";
  const meets = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1.5 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1.5;

  // Colours: as the canvas mixes them, so that every way of writing one is understood.
  const pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const read = colour => {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  // WCAG 2.2, relative luminance and contrast ratio.
  const luminance = colour => {
    const [r, g, b] = colour.slice(0, 3).map(part => part / 255).map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const isForced = () => matchMedia("(forced-colors: active)").matches;
  const ground = (element, top = null) => {
    const colours = [];
    for (let at = element; at != top; at = at.parentElement) colours.push(read(getComputedStyle(at).backgroundColor));
    const canvas = top ? read(getComputedStyle(document.documentElement).backgroundColor) : [255, 255, 255, 1];
    return colours.reverse().reduce((below, colour) => over(colour, below), canvas);
  };
  // What stands behind a text of a picture: its box, or the page.
  const behind = text => {
    const svg = text.closest("svg");
    // The system lays a plate of its own below the lines of a block.
    if (!svg) return isForced() ? ground(text, blockOf(text)) : ground(text);
    const { x, y, width, height } = text.getBoundingClientRect();
    const isIn = box => x + width / 2 > box.left && x + width / 2 < box.right && y + height / 2 > box.top && y + height / 2 < box.bottom;
    const box = all("rect, circle", text.parentElement).filter(shape => isIn(shape.getBoundingClientRect())).at(-1);
    const page = ground(svg.parentElement);
    return box ? over(read(getComputedStyle(box).fill), page) : page;
  };
  const seenThrough = element => {
    let opacity = 1;
    for (let at = element; at; at = at.parentElement) opacity *= getComputedStyle(at).opacity;
    return opacity;
  };

  // Texts, with the place of each of their lines as far as nothing cuts it off.
  const clip = (box, element) => {
    let { left, top, right, bottom } = box;
    for (let at = element; at && at != document.documentElement; at = at.parentElement) {
      const { overflowX, overflowY, position } = getComputedStyle(at);
      const edge = at.getBoundingClientRect();
      if (!at.closest("svg")) {
        if (overflowX != "visible") (left = Math.max(left, edge.left)), (right = Math.min(right, edge.right));
        if (overflowY != "visible") (top = Math.max(top, edge.top)), (bottom = Math.min(bottom, edge.bottom));
      }
      if (position == "fixed") break;
    }
    return { left, top, right, bottom };
  };
  const texts = (root = document.body) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node.parentElement;
      if (!node.data.trim() || !isShown(element) || isForEars(element) || element.closest("script, style, textarea")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const size = parseFloat(getComputedStyle(element).fontSize);
      // A line's box has the height of the font's longest letters; the letters themselves stand in its middle.
      const lines = [...range.getClientRects()].map(({ left, right, top, bottom }) => {
        const spare = element.closest("svg") ? (bottom - top) * 0.2 : Math.max(0, (bottom - top - size * 0.9) / 2);
        return clip({ left, right, top: top + spare, bottom: bottom - spare }, element);
      });
      found.push({ node, element, lines: lines.filter(line => line.right > line.left && line.bottom > line.top) });
    }
    return found;
  };
  const blockOf = element => {
    let at = element;
    while (at.parentElement && /^(inline|contents|ruby.*)$/.test(getComputedStyle(at).display) && !at.closest("svg")) at = at.parentElement;
    return element.closest("text") ?? at;
  };
  const layerOf = element => {
    for (let at = element; at; at = at.parentElement) if (/fixed|sticky|absolute/.test(getComputedStyle(at).position) && !at.matches("li *")) return at;
    return document.body;
  };

  const OPERATED = "a[href], button, input, select, textarea, summary, [tabindex]";
  const isOnTheWay = element =>
    element.tabIndex >= 0 && isShown(element) && !element.disabled && !(element.type == "radio" && !element.checked);
  // All that the Tab key leads to, in the order of the document.
  const stops = (root = document) => all(OPERATED, root).filter(isOnTheWay);

  // The ring of an element with the focus, or of what stands for it.
  const ring = element => {
    const shown = element.matches(".choice input") ? element.nextElementSibling : element;
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(shown);
    const offset = parseFloat(outlineOffset) + parseFloat(outlineWidth);
    const lines = [...shown.getClientRects()].map(({ left, top, right, bottom }) => ({ left: left - offset, top: top - offset, right: right + offset, bottom: bottom + offset }));
    const isOpen = line => {
      const cut = clip(line, shown.parentElement ?? shown);
      return (cut.left <= line.left && cut.right >= line.right) || (cut.top <= line.top && cut.bottom >= line.bottom);
    };
    const around = ground(shown.closest("svg")?.parentElement ?? shown.parentElement ?? shown);
    return { isThere: outlineStyle != "none" && parseFloat(outlineWidth) >= 1, contrast: contrast(over(read(outlineColor), around), around), isWhole: lines.some(isOpen) };
  };
  const isInSight = element => {
    const at = element.matches(".choice input") ? element.parentElement : element;
    const whole = at.closest("svg") ?? at;
    return [...at.getClientRects()].some(box => {
      // What is larger than the window is in sight where it is.
      const [left, top] = [Math.max(box.left, 0), Math.max(box.top, 0)];
      const [width, height] = [Math.min(box.right, innerWidth) - left, Math.min(box.bottom, innerHeight) - top];
      const spots = [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) => document.elementFromPoint(left + width * x, top + height * y));
      return width > 0 && height > 0 && spots.some(spot => whole.contains(spot));
    });
  };
  const focusFaults = element => {
    const { isThere, contrast, isWhole } = ring(element);
    return [
      !isThere && "has no ring",
      isThere && contrast < 3 && `has a ring of ${contrast.toFixed(2)} : 1`,
      isThere && !isWhole && "has its ring cut off",
      !isInSight(element) && "has the focus out of sight",
    ].filter(Boolean);
  };

  return {
    name,
    stops,
    contrast: (a, b) => contrast(read(a), read(b)),

    // A style of the reader's own, over that of the page.
    wear(css) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      // Beside those of the page's own scripts.
      self.own ??= [...document.adoptedStyleSheets];
      document.adoptedStyleSheets = css ? [...own, sheet] : own;
    },

    // The page scrolls one way; only what cannot be broken, a table or code, has a scrollbar of its own, which the keyboard reaches.
    wide() {
      const wrong = [];
      const root = document.scrollingElement;
      const out = all("body *").filter(element => element.getBoundingClientRect().right > innerWidth).slice(0, 3).map(name);
      if (root.scrollWidth > innerWidth) wrong.push(`the page is ${root.scrollWidth} wide in a window of ${innerWidth}: ${out.join(", ")}`);
      for (const element of all("body *")) {
        const { overflowX, textOverflow } = getComputedStyle(element);
        const isCut = overflowX != "visible" && element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
        // The reader's own question may be shortened in the bar of marks, whose name has the whole of it.
        if (!isCut || isForEars(element) || !isShown(element) || element.matches("input, .marked-query")) continue;
        if (/hidden|clip/.test(overflowX)) wrong.push(`${name(element)} is cut off${textOverflow == "ellipsis" ? " by an ellipsis" : ""}`);
        else if (!element.matches(".table, pre, .math")) wrong.push(`${name(element)} scrolls sideways`);
        else if (element.tabIndex < 0) wrong.push(`${name(element)} scrolls sideways out of the keyboard's reach`);
      }
      for (const { element, lines, node } of texts())
        for (const { left, right } of lines)
          if (left < -1 || right > innerWidth + 1) wrong.push(`“${node.data.trim().slice(0, 24)}” in ${name(element)} stands outside the window`);
      return wrong;
    },

    // Nothing is cut off below, and no text stands on another.
    overlaps() {
      const wrong = [];
      for (const element of all("body *")) {
        const isCut = /hidden|clip/.test(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1 && element.clientHeight > 1;
        if (isCut && isShown(element) && !isForEars(element) && !element.closest("svg")) wrong.push(`${name(element)} is cut off below`);
      }
      const lines = texts().flatMap(({ element, lines, node }) => {
        const [block, layer] = [blockOf(element), layerOf(element)];
        return lines.map(line => ({ ...line, block, layer, node }));
      });
      lines.sort((a, b) => a.top - b.top);
      lines.forEach((line, index) => {
        for (let next = index + 1; next < lines.length && lines[next].top < line.bottom; next++) {
          const other = lines[next];
          if (other.layer == line.layer && other.block != line.block && meets(line, other))
            wrong.push(`“${line.node.data.trim().slice(0, 24)}” and “${other.node.data.trim().slice(0, 24)}” overlap in ${name(line.block)}`);
        }
      });
      // Buttons and fields stand beside one another too.
      const parts = stops().filter(stop => stop.closest(".head, .foot, .marked, .hits-head") && !stop.matches(".choice input")).map(stop => [stop, stop.getBoundingClientRect()]);
      parts.forEach(([one, box], index) =>
        parts.slice(index + 1).forEach(([other, place]) => {
          if (layerOf(one) == layerOf(other) && !one.contains(other) && meets(box, place)) wrong.push(`${name(one)} overlaps ${name(other)}`);
        }),
      );
      return wrong;
    },

    // Whatever takes the focus comes into sight with it.
    unreachable(root = document) {
      const wrong = stops(root).filter(stop => (stop.focus(), !isInSight(stop))).map(stop => `${name(stop)} stays out of sight`);
      document.activeElement.blur();
      scrollTo(0, 0);
      return wrong;
    },

    // Every text against what stands behind it, the small signs that the style writes included.
    pale(least) {
      const wrong = [];
      const hold = (element, colour, text) => {
        const below = behind(element);
        const [r, g, b, a] = read(colour);
        const ratio = contrast(over([r, g, b, a * seenThrough(element)], below), below);
        if (ratio < least) wrong.push(`“${text.trim().slice(0, 24)}” in ${name(element)} has ${ratio.toFixed(2)} : 1`);
      };
      for (const { element, node } of texts()) {
        const style = getComputedStyle(element);
        hold(element, element.closest("svg") ? style.fill : style.color, node.data);
      }
      for (const element of all("body *"))
        for (const side of ["::before", "::after"]) {
          const { content, color } = getComputedStyle(element, side);
          // Shown by pointing at its paragraph, or by the focus.
          const isAway = element.matches(".here") && getComputedStyle(element).opacity == 0;
          if (/^".*\S.*"$/.test(content) && isShown(element) && !isAway) hold(element, color, content);
        }
      for (const [kind, range] of ["mark", "mark-here"].flatMap(kind => [...(CSS.highlights.get(kind) ?? [])].map(range => [kind, range]))) {
        const element = range.startContainer.parentElement;
        const svg = element.closest("svg");
        // What the system does with marks in other texts, no style says.
        if (isForced() && !svg) continue;
        const { backgroundColor, color } = getComputedStyle(element, `::highlight(${kind})`);
        const ratio = contrast(read(svg ? getComputedStyle(element).fill : color), over(read(backgroundColor), behind(element)));
        if (ratio < least) wrong.push(`the mark of “${range}” in ${name(element)} has ${ratio.toFixed(2)} : 1`);
      }
      for (const field of all("input[placeholder]").filter(isShown)) {
        const { color, opacity } = getComputedStyle(field, "::placeholder");
        const below = ground(field);
        const ratio = contrast(over([...read(color).slice(0, 3), +opacity], below), below);
        if (ratio < least) wrong.push(`the placeholder of ${name(field)} has ${ratio.toFixed(2)} : 1`);
      }
      return wrong;
    },

    // What is no text and yet must be seen: fields, what is chosen, the bars, boxes and ways of pictures.
    faint(least = 3) {
      const wrong = [];
      const hold = (what, colour, below) => {
        const ratio = contrast(over(read(colour), below), below);
        if (!(ratio >= least)) wrong.push(`${what} has ${ratio.toFixed(2)} : 1`);
      };
      for (const field of all("input, select, textarea").filter(isShown))
        if (field.matches(".search input, select, textarea")) hold(`the border of ${name(field)}`, getComputedStyle(field).borderTopColor, ground(field.parentElement));
      for (const chosen of all(".choice input:checked + span, .ways > [aria-current]").filter(isShown)) {
        const { textDecorationLine, textDecorationColor } = getComputedStyle(chosen);
        if (textDecorationLine != "underline") wrong.push(`${name(chosen)} is not underlined`);
        hold(`the line below ${name(chosen)}`, textDecorationColor, ground(chosen));
      }
      for (const seal of all(".seal").filter(isShown)) hold("the seal", getComputedStyle(seal).backgroundColor, ground(seal.parentElement));
      for (const svg of all("svg").filter(isShown)) {
        const page = ground(svg.parentElement);
        for (const shape of all("rect, circle, .way", svg)) {
          const { fill, stroke } = getComputedStyle(shape);
          const ratios = [fill, stroke].filter(colour => colour != "none").map(colour => contrast(over(read(colour), page), page));
          if (!(Math.max(...ratios) >= least)) wrong.push(`a ${shape.localName} of ${name(svg.closest("figure, li") ?? svg)} has ${Math.max(...ratios).toFixed(2)} : 1`);
        }
      }
      return wrong;
    },

    // Hairlines, for those who ask for more contrast.
    hairlines(least = 3) {
      const wrong = new Set();
      for (const element of all("body *").filter(isShown)) {
        const style = getComputedStyle(element);
        for (const side of ["Top", "Right", "Bottom", "Left"]) {
          const colour = read(style[`border${side}Color`]);
          if (style[`border${side}Style`] == "none" || parseFloat(style[`border${side}Width`]) == 0 || element.closest("svg") || element.localName == "option") continue;
          // A line that keeps its place for the one that is marked.
          const below = ground(element.parentElement ?? element);
          const ratio = contrast(over(colour, below), below);
          if (ratio < least && ratio > 1.01) wrong.add(`the ${side} border of ${name(element)} has ${ratio.toFixed(2)} : 1`);
        }
      }
      return [...wrong];
    },

    // What is marked among its like, by something else than what the system may take away.
    unmarked() {
      const wrong = [];
      const looks = element => {
        const { color, borderInlineStartColor, borderInlineStartStyle, textDecorationLine, outlineStyle, outlineColor, fontWeight } = getComputedStyle(element);
        const edge = borderInlineStartStyle == "none" ? "" : contrast(over(read(borderInlineStartColor), ground(element)), ground(element)) > 3;
        const outline = outlineStyle == "none" ? "" : contrast(over(read(outlineColor), ground(element)), ground(element)) > 3;
        return JSON.stringify([edge, textDecorationLine, outline, fontWeight]);
      };
      for (const marked of all(".ways > [aria-current], .contents [aria-current], .hits [aria-selected=true]").filter(isShown)) {
        const like = all("a", marked.closest(".ways, .contents, .hits")).find(other => other != marked && !other.matches("[aria-current], [aria-selected=true]") && other.className == marked.className);
        if (like && looks(like) == looks(marked)) wrong.push(`${name(marked)} looks like ${name(like)}`);
      }
      return wrong;
    },

    // WCAG 2.2, 2.5.8: 24 by 24, or alone in a circle of 24, or within a sentence.
    small() {
      const targets = all("a[href], button, input, select, textarea, summary, [role=option]").filter(isShown).filter(target => !target.matches(".skip, input[type=file]"));
      const at = new Map();
      for (const target of targets) {
        const whole = target.closest("label") ?? target;
        at.set(target, whole == target ? [...target.getClientRects()] : [whole.getBoundingClientRect()]);
      }
      const isInSentence = target => {
        if (getComputedStyle(target).display != "inline" || target.closest("svg")) return false;
        const block = blockOf(target);
        return block.textContent.trim().length > target.textContent.trim().length;
      };
      const isLarge = ({ width, height }) => width >= 24 - 0.5 && height >= 24 - 0.5;
      const isSmall = target => !at.get(target).some(isLarge);
      const middle = ({ left, top, width, height }) => [left + width / 2, top + height / 2];
      const wrong = [];
      for (const target of targets) {
        if (!isSmall(target) || isInSentence(target)) continue;
        const [x, y] = middle(target.getBoundingClientRect());
        const crowd = targets.filter(other => other != target && !other.contains(target) && !target.contains(other)).find(other =>
          at.get(other).some(box => {
            const [X, Y] = [Math.max(box.left, Math.min(x, box.right)), Math.max(box.top, Math.min(y, box.bottom))];
            const [cx, cy] = middle(box);
            return Math.hypot(X - x, Y - y) < 12 || (isSmall(other) && !isInSentence(other) && Math.hypot(cx - x, cy - y) < 24);
          }),
        );
        const { width, height } = target.getBoundingClientRect();
        if (crowd) wrong.push(`${name(target)} of ${width.toFixed()} × ${height.toFixed()} is too near to ${name(crowd)}`);
      }
      return wrong;
    },

    // Whatever moves by itself, or takes its time to.
    moving() {
      const wrong = document.getAnimations().map(animation => `${animation.animationName ?? animation.transitionProperty} runs`);
      for (const element of all("*")) {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
        if (animationName != "none" || !/^0s(, 0s)*$/.test(transitionDuration) || scrollBehavior != "auto") wrong.push(`${name(element)} moves`);
      }
      return wrong;
    },

    // Words of one language within another that does not say so; names aside, which are the same in every language.
    unsaid(names) {
      const wrong = [];
      for (const { node, element } of texts()) {
        const lang = element.closest("[lang]").lang;
        const strange = /^zh|^ja/.test(lang) ? /[A-Za-z]+(?: +[A-Za-z]+){2,}/ : /\p{Script=Han}+/u;
        const [words] = names.reduce((text, name) => text.replaceAll(name, ""), node.data).match(strange) ?? [];
        if (words) wrong.push(`“${words}” in ${name(element)} stands in ${lang}`);
      }
      return wrong;
    },

    // The text of the page as it is seen, in the order of the document; of a part of a picture, its name.
    words() {
      const pieces = [];
      const sign = (element, side) => {
        const { content } = getComputedStyle(element, side);
        // What a sign is called stands behind a slash.
        const [, shown, called] = /^("(?:[^"\\]|\\.)*")(?: \/ (".*"))?$/.exec(content) ?? [];
        if (shown) pieces.push(JSON.parse(called ?? shown));
      };
      const gather = node => {
        if (node.nodeType == Node.TEXT_NODE) return pieces.push(node.data);
        if (node.nodeType != Node.ELEMENT_NODE || !isShown(node) || node.matches("[aria-hidden=true], input, select, textarea, math, rt, rp")) return;
        if (node.matches("[role=img]")) return pieces.push(node.getAttribute("aria-label"));
        sign(node, "::before");
        node.childNodes.forEach(gather);
        sign(node, "::after");
      };
      gather(document.querySelector("main"));
      return pieces.join("").replace(/\s+/g, "");
    },

    // Hidden from those who hear the page, though it is not said in another way close by.
    silent: () =>
      all("main [aria-hidden=true]").filter(isShown).filter(element => {
        const text = element.textContent.trim();
        return text && element.closest("[aria-label]")?.getAttribute("aria-label") != text;
      }).map(name),

    // On a page of one column the eye goes down as the document does.
    jumps() {
      const places = stops().filter(stop => stop.closest("main") && !stop.closest("svg, .turns")).map(stop => [stop, stop.getClientRects()[0]]);
      return places.slice(1).flatMap(([stop, box], index) => {
        const [before, last] = places[index];
        const isAfter = box.top >= last.top - 8 || box.left > last.right;
        return isAfter ? [] : [`${name(stop)} stands above ${name(before)}`];
      });
    },

    // Notes at each press of Tab what has the focus, and how it shows.
    follow() {
      self.followed = [];
      addEventListener("keyup", ({ key }) => {
        const stop = document.activeElement;
        if (key == "Tab" && stop != document.body) self.followed.push([stop, focusFaults(stop)]);
      });
    },

    // Where the walk has been, against where it should have: [stops, faults].
    walked(expected) {
      const way = self.followed.map(([stop]) => stop);
      const faults = self.followed.flatMap(([stop, faults]) => faults.map(fault => `${name(stop)} ${fault}`));
      const astray = expected.findIndex((stop, index) => way[index] != stop);
      if (astray >= 0) faults.push(`stop ${astray} is ${way[astray] ? name(way[astray]) : "missing"}, not ${name(expected[astray])}`);
      return [way.length, faults];
    },
  };
})();
