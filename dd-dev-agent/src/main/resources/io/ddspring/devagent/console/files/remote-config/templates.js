// Configurations to start from.

function tracing(title, id, settings) {
  return {
    title,
    product: 'APM_TRACING',
    id,
    content: { action: 'enable', service_target: { service: '*', env: '*' }, lib_config: settings },
  };
}

export const templates = [
  tracing('Sampling rate', 'sampling-rate', { tracing_sampling_rate: 0.5 }),
  tracing('Sampling rules', 'sampling-rules', {
    tracing_sampling_rules: [
      { service: '*', name: '*', resource: 'GET /ping', tags: [], sample_rate: 0, provenance: 'customer' },
      { service: '*', name: '*', resource: '*', tags: [], sample_rate: 1, provenance: 'customer' },
    ],
  }),
  tracing('Tags of all spans', 'tags', { tracing_tags: ['team:shop', 'canary:true'] }),
  tracing('Headers as tags', 'header-tags', { tracing_header_tags: [{ header: 'X-Tenant', tag_name: 'tenant' }] }),
  tracing('Names of services', 'service-mapping', { tracing_service_mapping: [{ from_key: 'h2', to_name: 'shop-database' }] }),
  tracing('Trace ids in log lines', 'log-injection', { log_injection_enabled: true }),
  tracing('Runtime metrics off', 'runtime-metrics', { runtime_metrics_enabled: false }),
  tracing('Debug log of the tracer', 'debug', { tracing_debug: true }),
  tracing('Tracing off', 'tracing-off', { tracing_enabled: false }),
  {
    title: 'Ask for a flare',
    product: 'AGENT_TASK',
    id: 'flare',
    content: { task_type: 'tracer_flare', uuid: 'flare-1', args: { case_id: '1', hostname: 'localhost', user_handle: 'me@localhost' } },
  },
  { title: 'Empty', product: 'APM_TRACING', id: 'new', content: {} },
];
