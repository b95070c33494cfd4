// Where the boxes of services are on the map, and how calls run between them.

import { keyOf, layered } from './layout.js';

export const WIDTH = 190;
export const HEIGHT = 58;
const LAYER_PIXELS = 312;
const ROW_PIXELS = 96;
const MARGIN = 44;
const LABEL_AT = 0.56; // of the way: calls that leave one service together are apart by then

/** A drawing for services, `{name}`, and calls, `{from, to}`. */
export class Plan {
  #places;
  #bends;

  constructor(services, calls) {
    const { places, bends } = layered(services, calls);
    const rows = [];
    for (const { layer } of places.values()) rows[layer] = (rows[layer] ?? 0) + 1;
    const most = Math.max(...rows);
    this.#bends = bends;
    this.#places = new Map([...places].map(([name, { layer, row }]) => [name, {
      x: MARGIN + layer * LAYER_PIXELS,
      y: MARGIN + (row + (most - rows[layer]) / 2) * ROW_PIXELS,
    }]));
    this.width = 2 * MARGIN + (rows.length - 1) * LAYER_PIXELS + WIDTH;
    this.height = 2 * MARGIN + (most - 1) * ROW_PIXELS + HEIGHT;
  }

  placeOf(name) {
    return this.#places.get(name);
  }

  shows({ from, to }) {
    return this.#places.has(from) && this.#places.has(to);
  }

  /** The path of a call, `d`, and the place of its label: through its bends; backwards and to itself above the boxes. */
  pathOf(call) {
    const [a, b] = [this.placeOf(call.from), this.placeOf(call.to)];
    if (b.x <= a.x) return arch(a, b);
    const bends = (this.#bends.get(keyOf(call)) ?? []).map(name => this.placeOf(name));
    const stops = [a, ...bends, b];
    const curves = stops.slice(1).map((stop, index) => curve(right(stops[index]), left(stop)));
    const d = curves.map((part, index) => `${part} H${right(bends[index] ?? { x: b.x - WIDTH }).x}`).join(' ');
    return { d: `M${right(a).x} ${right(a).y} ${d}`, label: bends.length > 0 ? centre(bends[0]) : onCurve(right(a), left(b)) };
  }
}

function left({ x, y }) {
  return { x, y: y + HEIGHT / 2 };
}

function right({ x, y }) {
  return { x: x + WIDTH, y: y + HEIGHT / 2 };
}

function centre({ x, y }) {
  return { x: x + WIDTH / 2, y: y + HEIGHT / 2 };
}

function curve(from, to) {
  const bend = (to.x - from.x) / 2;
  return `C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}`;
}

function onCurve(from, to) {
  const bend = (to.x - from.x) / 2;
  return {
    x: cubic(from.x, from.x + bend, to.x - bend, to.x, LABEL_AT), y: cubic(from.y, from.y, to.y, to.y, LABEL_AT),
  };
}

/** A coordinate of a Bézier curve. */
function cubic(a, b, c, d, t) {
  const s = 1 - t;
  return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
}

function arch(a, b) {
  const top = Math.min(a.y, b.y) - 16;
  return {
    d: `M${a.x + WIDTH * 0.7} ${a.y} C${a.x + WIDTH * 0.7} ${top} ${b.x + WIDTH * 0.3} ${top} ${b.x + WIDTH * 0.3} ${b.y}`,
    label: { x: (a.x + b.x + WIDTH) / 2, y: top + 4 },
  };
}
