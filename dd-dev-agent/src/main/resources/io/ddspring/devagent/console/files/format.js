// Text for numbers and times; colours for services.

const UNITS = [[1e9, 's'], [1e6, 'ms'], [1e3, 'µs'], [1, 'ns']];

/** Three significant digits with a unit: 1.23 ms. */
export function duration(nanos) {
  if (!Number.isFinite(nanos)) return '–';
  if (nanos === 0) return '0';
  if (nanos < 0) return `-${duration(-nanos)}`;
  if (nanos >= 60e9) {
    const seconds = Math.round(nanos / 1e9);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  }
  const [size, unit] = UNITS.find(([size]) => nanos >= size) ?? UNITS[3];
  const value = nanos / size;
  return `${value >= 100 || unit === 'ns' ? Math.round(value) : value.toPrecision(3)} ${unit}`;
}

/** Local time of day with milliseconds. */
export function clock(micros) {
  const date = new Date(micros / 1000);
  const two = number => String(number).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
      + `.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

export function dateAndClock(micros) {
  return `${new Date(micros / 1000).toLocaleDateString()} ${clock(micros)}`;
}

/** The time of an event in milliseconds since the epoch, with the date unless it is today; a dash when it is not known. */
export function time(millis) {
  if (!millis) return '–';
  const isToday = new Date(millis).toDateString() === new Date().toDateString();
  return isToday ? clock(millis * 1000) : dateAndClock(millis * 1000);
}

export function plural(count, noun) {
  return `${count.toLocaleString()} ${noun}${count === 1 ? '' : 's'}`;
}

export function bytes(count) {
  if (!Number.isFinite(count)) return '–';
  if (count < 1024) return `${count} B`;
  return count < 1024 * 1024 ? `${(count / 1024).toFixed(1)} KiB` : `${(count / 1024 / 1024).toFixed(1)} MiB`;
}

/** At most four significant digits, large numbers with separators. */
export function number(value) {
  if (typeof value !== 'number' || !Number.isFinite(value)) return String(value ?? '–');
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString() : String(Number(value.toPrecision(4)));
}

export function percent(part, whole) {
  return whole > 0 ? `${(100 * part / whole).toFixed(part > 0 && part < whole ? 1 : 0)} %` : '–';
}

/** The unsigned decimal form of a hexadecimal id, as it appears in logs. */
export function decimalId(hex) {
  return BigInt(`0x${hex}`).toString();
}

/** The JSON object or array that `text` is, else null. */
export function parsedJson(text) {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const COLOURS = 10;
const colourOf = new Map();

/** The CSS class of a service's colour; a service keeps it as long as the page is open. */
export function serviceClass(service) {
  if (!colourOf.has(service)) colourOf.set(service, colourOf.size % COLOURS);
  return `service-${colourOf.get(service)}`;
}
