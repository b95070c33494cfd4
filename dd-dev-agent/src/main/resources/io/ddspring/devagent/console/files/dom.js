// Builds elements. Texts become text nodes, never markup: everything shown here was sent by somebody.

/** An element with properties, attributes (names with a dash, or role) and children; null children are left out. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined) continue;
    if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
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
