// Builds and updates elements. Texts become text nodes, never markup: everything shown here was sent by somebody.

const SVG = 'http://www.w3.org/2000/svg';
const HANDLERS = ['onclick', 'onchange', 'oninput', 'onkeydown', 'onsubmit', 'ontoggle', 'ondblclick'];

/** An element with properties, attributes (names with a dash, or role) and children; null children are left out. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...present(children));
  return element;
}

/** An SVG element with attributes, event handlers and children. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith('on')) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...present(children));
  return element;
}

/** Sets properties of `element.style`; attributes named style are forbidden by the page's policy. */
export function styled(element, properties) {
  Object.assign(element.style, properties);
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

/** Moves the one tab stop of a composite widget to `element` and focuses it. */
export function moveFocus(elements, element) {
  for (const other of elements) other.tabIndex = -1;
  element.tabIndex = 0;
  element.focus();
  element.scrollIntoView({ block: 'nearest' });
}

/**
 * Makes the children of `root` look like `children` and keeps elements that stay, so that focus, scroll positions, what
 * is unfolded and what is being typed survive. Children with a `data-key` are recognised by it, others by their place.
 */
export function update(root, ...children) {
  const wanted = present(children).map(child => (child instanceof Node ? child : document.createTextNode(child)));
  const focused = document.activeElement;
  const keyed = keyedChildren(root, new Set(wanted.map(child => child.dataset?.key)));
  let at = root.firstChild;
  for (const next of wanted) {
    const key = next.dataset?.key;
    const old = key === undefined ? at : keyed.get(key);
    keyed.delete(key); // The next one with this key, though there should be none, is another element.
    if (!old || !isAlike(old, next)) {
      root.insertBefore(next, at);
      continue;
    }
    if (old === at) at = at.nextSibling;
    else root.insertBefore(old, at);
    become(old, next);
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
  if (focused !== document.activeElement && root.contains(focused)) focused.focus({ preventScroll: true });
}

/** The children with keys, without those that are not wanted any more: these would only be in the way. */
function keyedChildren(root, wantedKeys) {
  const keyed = new Map();
  for (const child of [...root.children]) {
    const { key } = child.dataset;
    if (key !== undefined && !wantedKeys.has(key)) child.remove();
    else if (key !== undefined) keyed.set(key, child);
  }
  return keyed;
}

function present(children) {
  return children.flat(Infinity).filter(child => child !== null && child !== undefined);
}

function isAlike(old, next) {
  return old.nodeName === next.nodeName && old.dataset?.key === next.dataset?.key && old.signature === next.signature;
}

/** An element with a signature looks after its own content: it stays while the signature does. */
function become(old, next) {
  if (old === next || old.signature !== undefined) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  for (const { name } of [...old.attributes]) {
    if (name !== 'style' && name !== 'open' && !next.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    if (name !== 'style' && name !== 'open' && old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  if (old.style.cssText !== next.style.cssText) old.style.cssText = next.style.cssText;
  for (const handler of HANDLERS) if (old[handler] !== next[handler]) old[handler] = next[handler];
  if (old.nodeName !== 'TEXTAREA') update(old, ...next.childNodes);
}
