// Addresses within the console: #/page/segment/segment?name=value

/** `{page, path, query}` of an address; null when it is none of the console's. */
export function parseRoute(hash) {
  if (!hash.startsWith('#/')) return null;
  const [path, query = ''] = hash.slice(2).split(/\?(.*)/s);
  const [page, ...rest] = path.split('/').map(decode);
  return { page, path: rest.filter(segment => segment !== ''), query: new URLSearchParams(query) };
}

/** The address of a page; segments and parameters that are empty are left out. */
export function address(page, path = [], parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  const segments = [page, ...path.filter(segment => segment)].map(encodeURIComponent);
  return `#/${segments.join('/')}${query.size > 0 ? `?${query}` : ''}`;
}

function decode(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
