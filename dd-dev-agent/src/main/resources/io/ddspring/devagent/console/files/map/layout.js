// A layered layout of a directed graph: callers to the left of what they call.

const SWEEPS = 4;

/**
 * Places nodes, `{name}`, in layers by calls, `{from, to}`: `places` is a map of names to `{layer, row}`. Calls that close a
 * ring are ignored. Nodes of a layer are ordered so that few calls cross. A call that passes layers has a place of its own
 * in each of them; `bends` is a map of `keyOf(call)` to the names of these.
 */
export function layered(nodes, calls) {
  const names = nodes.map(node => node.name);
  const next = new Map(names.map(name => [name, []]));
  for (const { from, to } of calls) if (from !== to && next.has(from) && next.has(to)) next.get(from).push(to);
  const edges = withoutRings(names, next);
  const layerOf = new Map();
  const layers = [];
  for (const name of topological(names, edges)) {
    const layer = Math.max(-1, ...edges.filter(edge => edge.to === name).map(edge => layerOf.get(edge.from))) + 1;
    layerOf.set(name, layer);
    (layers[layer] ??= []).push(name);
  }
  const bends = new Map();
  untangle(layers, edges.flatMap(edge => split(edge, layerOf, layers, bends)));
  const places = new Map(layers.flatMap((layer, number) => layer.map((name, row) => [name, { layer: number, row }])));
  return { places, bends };
}

export function keyOf({ from, to }) {
  return `${from}\n${to}`;
}

/** The call as a chain of calls from layer to layer. */
function split(edge, layerOf, layers, bends) {
  const names = [];
  for (let layer = layerOf.get(edge.from) + 1; layer < layerOf.get(edge.to); layer++) {
    const name = `${keyOf(edge)}\n${layer}`;
    layers[layer].push(name);
    names.push(name);
  }
  bends.set(keyOf(edge), names);
  const chain = [edge.from, ...names, edge.to];
  return names.map((name, index) => ({ from: chain[index], to: name })).concat({ from: chain.at(-2), to: edge.to });
}

/** The calls without those that lead back to a node on the way from a start. */
function withoutRings(names, next) {
  const state = new Map();
  const edges = [];
  const isCalled = new Set([...next.values()].flat());
  const starts = [...names.filter(name => !isCalled.has(name)), ...names];
  for (const start of starts) {
    const stack = [{ name: start, left: null }];
    while (stack.length > 0) {
      const top = stack.at(-1);
      if (top.left === null) {
        if (state.has(top.name)) {
          stack.pop();
          continue;
        }
        state.set(top.name, 'open');
        top.left = [...next.get(top.name)];
      }
      const to = top.left.shift();
      if (to === undefined) {
        state.set(top.name, 'done');
        stack.pop();
      } else if (state.get(to) !== 'open') {
        edges.push({ from: top.name, to });
        if (!state.has(to)) stack.push({ name: to, left: null });
      }
    }
  }
  return edges;
}

function topological(names, edges) {
  const waiting = new Map(names.map(name => [name, edges.filter(edge => edge.to === name).length]));
  const ready = names.filter(name => waiting.get(name) === 0);
  for (let at = 0; at < ready.length; at++) {
    for (const { to } of edges.filter(edge => edge.from === ready[at])) {
      waiting.set(to, waiting.get(to) - 1);
      if (waiting.get(to) === 0) ready.push(to);
    }
  }
  return ready;
}

/** Orders each layer by the mean place of its neighbours, there and back. */
function untangle(layers, edges) {
  const rowOf = new Map();
  const number = layer => layer.forEach((name, row) => rowOf.set(name, (row + 0.5) / layer.length));
  layers.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const isForward = sweep % 2 === 0;
    for (const layer of isForward ? layers : [...layers].reverse()) {
      const mean = new Map(layer.map(name => {
        const rows = edges.filter(edge => (isForward ? edge.to : edge.from) === name)
            .map(edge => rowOf.get(isForward ? edge.from : edge.to));
        return [name, rows.length > 0 ? rows.reduce((sum, row) => sum + row, 0) / rows.length : rowOf.get(name)];
      }));
      layer.sort((a, b) => mean.get(a) - mean.get(b));
      number(layer);
    }
  }
}
