// The tables of the telemetry page.

import { el } from '../dom.js';
import { bytes, number, time } from '../format.js';
import { marks, sparkline } from '../parts.js';
import { SortedTable } from '../table.js';

/** One table for each section that lists something. */
export function tables() {
  return {
    settings: new SortedTable({
      label: 'Settings',
      empty: 'No settings reported.',
      keyOf: setting => `${setting.name}\n${setting.origin}\n${setting.index}`,
      columns: [
        { title: 'Name', value: setting => setting.name, cell: setting => code(setting.name), className: 'grows' },
        { title: 'Value', value: setting => setting.value ?? '', cell: value, className: 'grows' },
        { title: 'Origin', value: setting => setting.origin, cell: origin },
        { title: 'In use', value: setting => (setting.isInUse ? 'in use' : 'overridden'), cell: fate },
        { title: 'Sequence', value: setting => setting.sequence ?? 0, className: 'figure' },
      ],
    }),
    integrations: new SortedTable({
      label: 'Integrations',
      empty: 'No integrations reported.',
      keyOf: integration => `${integration.name} ${integration.version ?? ''}`,
      columns: [
        text('Name', 'name'), { title: 'State', value: row => (row.enabled ? 'on' : 'off'), cell: state }, text('Version', 'version'),
        { title: 'Error', value: row => row.error ?? '', cell: row => bad(row.error), className: 'grows' },
      ],
    }),
    dependencies: new SortedTable({
      label: 'Dependencies',
      empty: 'No dependencies reported.',
      keyOf: dependency => `${dependency.name} ${dependency.version}`,
      columns: [text('Name', 'name'), text('Version', 'version')],
    }),
    endpoints: new SortedTable({
      label: 'Endpoints',
      empty: 'No endpoints reported.',
      keyOf: endpoint => `${endpoint.method} ${endpoint.path} ${endpoint.handler}`,
      columns: [text('Method', 'method'), text('Path', 'path'), text('Handler', 'handler')],
    }),
    logs: new SortedTable({
      label: 'Logs',
      empty: 'No logs: nothing went wrong inside the tracer.',
      keyOf: log => `${log.timeMillis} ${log.level} ${log.message}`,
      columns: [
        { title: 'Time', value: log => log.timeMillis, cell: log => time(log.timeMillis) }, text('Level', 'level'),
        { title: 'Message', value: log => `${log.message}\n${log.stackTrace ?? ''}`, cell: message, className: 'grows' },
        text('Tags', 'tags'), { title: 'Times', value: log => log.count ?? 1, className: 'figure' },
      ],
    }),
    metrics: new SortedTable({
      label: 'Telemetry metrics',
      empty: 'No metrics reported.',
      keyOf: series => [series.namespace, series.name, series.type, ...(series.tags ?? [])].join(' '),
      columns: [
        text('Namespace', 'namespace'), text('Name', 'name'), text('Type', 'type'),
        { title: 'Tags', value: series => (series.tags ?? []).join(' '), cell: series => marks(series.tags ?? []), className: 'grows' },
        { title: 'Course', value: series => series.points?.length ?? 0, cell: series => sparkline(series.points ?? []) },
        { title: 'Last', value: series => series.points?.at(-1)?.[1] ?? 0, cell: series => number(series.points?.at(-1)?.[1]), className: 'figure' },
        { title: 'Points', value: series => series.points?.length ?? 0, className: 'figure' },
      ],
    }),
    messages: new SortedTable({
      label: 'Messages',
      empty: 'No messages.',
      keyOf: message => `${message.sequence} ${message.type} ${message.timeMillis}`,
      columns: [
        { title: 'Time', value: message => message.timeMillis, cell: message => time(message.timeMillis) },
        { title: 'Sequence', value: message => message.sequence ?? 0, className: 'figure' }, text('Type', 'type'), text('Contains', 'items'),
        { title: 'Size', value: message => message.bytes ?? 0, cell: message => bytes(message.bytes), className: 'figure' },
      ],
    }),
  };
}

function text(title, name) {
  return { title, value: row => row[name] ?? '', className: 'grows' };
}

function code(content) {
  return el('code', { textContent: content });
}

function value(setting) {
  return el('code', { className: setting.isInUse ? '' : 'overridden', textContent: String(setting.value ?? '') });
}

function origin(setting) {
  return el('span', { className: setting.origin === 'default' ? 'quiet' : 'badge', textContent: setting.origin });
}

function fate(setting) {
  return setting.isInUse ? el('span', { className: 'badge good', textContent: 'in use' })
    : el('span', { className: 'quiet', textContent: 'overridden' });
}

function state(integration) {
  return el('span', { className: integration.enabled ? 'badge good' : 'badge', textContent: integration.enabled ? 'on' : 'off' });
}

function bad(content) {
  return el('span', { className: 'bad-text', textContent: content ?? '' });
}

function message(log) {
  return el('div', {}, log.message,
      log.stackTrace ? el('details', {}, el('summary', { textContent: 'Stack trace' }), el('pre', { textContent: log.stackTrace })) : null);
}
