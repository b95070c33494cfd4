// The tree of a trace's spans.

/**
 * Rows in display order: `{key, span, depth, parent, children, selfNanos}`, children below their parent by start time.
 * The key is the span id, with a number if a span arrived more than once.
 */
export function treeRows(spans) {
  const seen = new Map();
  const nodes = spans.map(span => {
    const copies = seen.get(span.spanId) ?? 0;
    seen.set(span.spanId, copies + 1);
    const key = copies === 0 ? span.spanId : `${span.spanId}#${copies}`;
    return { key, span, depth: 0, parent: null, children: [], selfNanos: 0 };
  });
  const byId = new Map(nodes.map(node => [node.key, node]));
  const roots = [];
  for (const node of nodes) {
    const parent = byId.get(node.span.parentId);
    if (parent && parent !== node && !isBelow(parent, node)) {
      node.parent = parent;
      parent.children.push(node);
    } else {
      roots.push(node);
    }
  }
  const rows = [];
  const stack = roots.reverse();
  while (stack.length > 0) {
    const node = stack.pop();
    node.depth = node.parent ? node.parent.depth + 1 : 0;
    node.selfNanos = selfNanos(node);
    rows.push(node);
    for (const child of [...node.children].reverse()) stack.push(child);
  }
  return rows;
}

/** Whether `node` lies below `ancestor`; broken senders make rings. */
function isBelow(node, ancestor) {
  for (let at = node; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** The part of the duration in which no child ran. */
function selfNanos(node) {
  const start = node.span.offsetNanos;
  const end = start + node.span.durationNanos;
  let covered = 0;
  let upTo = start;
  for (const child of node.children) {
    const from = Math.max(child.span.offsetNanos, upTo);
    const to = Math.min(child.span.offsetNanos + child.span.durationNanos, end);
    if (to > from) {
      covered += to - from;
      upTo = to;
    }
  }
  return Math.max(end - start - covered, 0);
}
