// Charts as SVG, drawn for the width of their place. A chart is a figure with a title that says something, what it shows
// and in which unit, values by pointer and by arrow keys, and a table of the same figures.

import { h, s } from './dom.js';
import * as format from './format.js';
import { isChinese, t } from './i18n.js';
import { go } from './app.js';
import { withQuery } from './router.js';

const PRINTED = 640;
const NARROWEST = 260;

/** Charts of the page that is being drawn: id -> how to draw it. */
const drawings = new Map();
const observer = new ResizeObserver(entries => entries.forEach(({ target }) => draw(target, target.clientWidth)));

/** A page is about to be drawn anew. */
export function begin() {
  drawings.clear();
}

/**
 * The place of a chart.
 *
 * @param id of the page's charts this one
 * @param build draws it for a width: {height, parts: SVG elements, slots: [{x, text}], label}
 * @param table the same figures as a table; null for none
 */
export function chart(id, { title, subtitle, build, table, controls }) {
  drawings.set(id, build);
  return h('figure', { class: 'chart', 'data-key': id },
    title ? h('figcaption', {}, h('b', {}, title), subtitle ? h('span', { class: 'quiet' }, subtitle) : null) : null,
    controls ?? null,
    h('div', { class: 'plot', id, 'data-chart': id, tabindex: 0, role: 'img', 'data-keep': true, 'aria-label': [title, subtitle, t('Arrow keys read the values.')].filter(Boolean).join('. ') }),
    table ? h('details', { class: 'as-table' }, h('summary', {}, t('As a table')), table) : null);
}

/** Draws the charts whose places stand now. */
export function paint() {
  document.querySelectorAll('[data-chart]').forEach(place => {
    if (!drawings.has(place.dataset.chart)) {
      return;
    }
    if (!place.dataset.watched) {
      place.dataset.watched = 'true';
      observer.observe(place);
      listen(place);
    }
    draw(place, place.clientWidth);
  });
}

function draw(place, available) {
  const build = drawings.get(place.dataset.chart);
  if (!build || available === 0) {
    return;
  }
  const width = Math.max(NARROWEST, available);
  const { height, parts, slots } = build(width);
  place.slots = slots ?? [];
  place.chosen = Math.min(place.chosen ?? place.slots.length - 1, place.slots.length - 1);
  place.replaceChildren(
    s('svg', { viewBox: `0 0 ${width} ${height}`, width, height, 'aria-hidden': 'true', focusable: 'false' }, parts),
    h('div', { class: 'tip', hidden: true }), h('div', { class: 'sr', role: 'status' }));
}

/** Pointer and arrow keys lead from slot to slot. */
function listen(place) {
  const show = index => {
    const slot = place.slots[index];
    if (!slot) {
      return;
    }
    place.chosen = index;
    place.querySelectorAll('.is-lit').forEach(part => part.classList.remove('is-lit'));
    place.querySelectorAll(`[data-slot="${index}"]`).forEach(part => part.classList.add('is-lit'));
    const tip = place.querySelector('.tip');
    tip.replaceChildren(...slot.text.map((line, i) => h(i === 0 ? 'b' : 'span', {}, line)));
    tip.hidden = false;
    const half = tip.offsetWidth / 2;
    tip.style.left = `${Math.max(half, Math.min(place.clientWidth - half, slot.x))}px`;
    tip.style.top = `${Math.max(0, (slot.y ?? 0) - tip.offsetHeight - 8)}px`;
  };
  const hide = () => {
    place.querySelectorAll('.is-lit').forEach(part => part.classList.remove('is-lit'));
    place.querySelector('.tip')?.setAttribute('hidden', '');
  };
  place.addEventListener('pointermove', event => {
    const x = event.clientX - place.getBoundingClientRect().left;
    const y = event.clientY - place.getBoundingClientRect().top;
    let nearest = -1;
    let distance = Infinity;
    place.slots.forEach((slot, i) => {
      const away = slot.row === undefined ? Math.abs(slot.x - x) : Math.abs(slot.y - y) * 4 + Math.abs(slot.x - x);
      if (away < distance) {
        distance = away;
        nearest = i;
      }
    });
    show(nearest);
  });
  place.addEventListener('pointerleave', hide);
  place.addEventListener('blur', hide);
  place.addEventListener('click', () => {
    const to = place.slots[place.chosen]?.href;
    if (to) {
      go(to);
    }
  });
  place.addEventListener('keydown', event => {
    const to = { ArrowRight: place.chosen + 1, ArrowLeft: place.chosen - 1, ArrowDown: place.chosen + 1, ArrowUp: place.chosen - 1, Home: 0, End: place.slots.length - 1 }[event.key];
    if (event.key === 'Enter' && place.slots[place.chosen]?.href) {
      go(place.slots[place.chosen].href);
    } else if (to !== undefined && place.slots.length > 0) {
      event.preventDefault();
      show(Math.max(0, Math.min(place.slots.length - 1, to)));
      place.querySelector('[role=status]').textContent = place.slots[place.chosen].text.join(isChinese() ? '，' : ', ');
    }
  });
}

addEventListener('beforeprint', () => document.querySelectorAll('[data-chart]').forEach(place => draw(place, Math.min(PRINTED, place.clientWidth))));
addEventListener('afterprint', paint);

/** A round number at or above the greatest value. */
export function roundedUp(value) {
  if (value <= 0) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].map(step => step * power).find(step => step >= value * 1.02) ?? 10 * power;
}

/** Horizontal lines with their values at the left. */
export function grid(most, y, left, right, write = format.compact) {
  return [0, 0.5, 1].map(part => s('g', { class: 'grid-line' },
    s('path', { d: `M${left} ${y(most * part)}H${right}` }),
    s('text', { x: left - 6, y: y(most * part) + 4, 'text-anchor': 'end' }, write(most * part))));
}

/** A path through points; null breaks it. */
export function line(points) {
  let path = '';
  let pen = 'M';
  for (const point of points) {
    if (point === null) {
      pen = 'M';
    } else {
      path += `${pen}${point[0].toFixed(1)} ${point[1].toFixed(1)}`;
      pen = 'L';
    }
  }
  return path;
}

/** A text in a chart. */
export const label = (x, y, text, attributes = {}) => s('text', { x: x.toFixed(1), y: y.toFixed(1), ...attributes }, text);

let moving = null;

/** The slider of days: the page becomes that of the chosen day. */
export function knownWhen(page, element) {
  const days = JSON.parse(element.dataset.days);
  const day = days[Number(element.value)];
  element.setAttribute('aria-valuetext', format.longDay(day));
  document.getElementById(`${element.id}-day`).textContent = format.day(day);
  clearTimeout(moving);
  moving = setTimeout(() => go(withQuery(page, { as_of: day === element.dataset.latest ? null : day }), true), 150);
}

/** "Known on": drag the day, and the page becomes that of that evening. Each stop is a day on which something was said. */
export function knownOn(page, days) {
  if (days.length < 2) {
    return null;
  }
  const stops = page.day && !days.includes(page.day) ? [...days, page.day].sort() : days;
  const all = page.today && !stops.includes(page.today) ? [...stops, page.today].sort() : stops;
  const at = Math.max(0, all.findLastIndex(day => day <= page.day));
  return h('div', { class: 'known-on', 'data-key': 'known-on' },
    h('label', { for: 'known-on' }, t('Known on')),
    h('input', { type: 'range', id: 'known-on', min: 0, max: all.length - 1, step: 1, value: at, 'data-input': 'known-when', 'data-days': JSON.stringify(all), 'data-latest': page.today, 'aria-valuetext': format.longDay(all[at]), list: 'known-on-days' }),
    h('datalist', { id: 'known-on-days' }, all.map((_, i) => h('option', { value: i }))),
    h('b', { id: 'known-on-day', class: 'fixed' }, format.day(all[at])));
}
