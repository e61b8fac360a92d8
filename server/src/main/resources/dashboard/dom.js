// Elements from data, and from one state of the page to the next without losing focus or place. Text only ever becomes
// text nodes.

const SVG = 'http://www.w3.org/2000/svg';

/** An element. Attributes that are null, undefined or false are left out; nested lists of children are flattened. */
export function h(name, attributes, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same in SVG. */
export function s(name, attributes, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      append(element, child);
    } else if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
}

/** Text for screen readers alone. */
export function unseen(...text) {
  return h('span', { class: 'sr' }, text);
}

/**
 * Makes the children of an element those of another. Elements stay the same where they are alike, by data-key where they
 * have one; what is inside data-keep is left alone.
 */
export function morph(element, next) {
  const focused = document.activeElement;
  morphChildren(element, next);
  if (focused && focused !== document.body && focused !== document.activeElement && focused.isConnected) {
    focused.focus({ preventScroll: true });
  }
}

function morphChildren(parent, next) {
  const keyed = new Map();
  for (const child of parent.children) {
    if (child.dataset.key) {
      keyed.set(child.dataset.key, child);
    }
  }
  let at = parent.firstChild;
  for (const wanted of [...next.childNodes]) {
    const key = keyOf(wanted);
    const candidate = key ? keyed.get(key) : at;
    if (candidate && alike(candidate, wanted)) {
      if (candidate === at) {
        at = at.nextSibling;
      } else {
        parent.insertBefore(candidate, at);
      }
      patch(candidate, wanted);
    } else {
      parent.insertBefore(wanted, at);
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function keyOf(node) {
  return node.nodeType === Node.ELEMENT_NODE ? node.dataset.key : undefined;
}

function alike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);
}

/** Attributes of a kept element that belong to what happened on the page. */
const KEPT = new Set(['hidden', 'aria-expanded']);

function patch(element, wanted) {
  if (element.nodeType !== Node.ELEMENT_NODE) {
    if (element.data !== wanted.data) {
      element.data = wanted.data;
    }
    return;
  }
  for (const { name } of [...element.attributes]) {
    if (!wanted.hasAttribute(name) && !(element.hasAttribute('data-keep') && name === 'style') && !(name === 'open' && ['DETAILS', 'DIALOG'].includes(element.nodeName))) {
      element.removeAttribute(name);
    }
  }
  for (const { name, value } of wanted.attributes) {
    if (element.getAttribute(name) !== value && !(element.hasAttribute('data-keep') && KEPT.has(name))) {
      element.setAttribute(name, value);
    }
  }
  if (!element.hasAttribute('data-keep')) {
    morphChildren(element, wanted);
  }
  if (element.nodeName === 'SELECT' && element !== document.activeElement) {
    element.value = wanted.value;
  }
}
