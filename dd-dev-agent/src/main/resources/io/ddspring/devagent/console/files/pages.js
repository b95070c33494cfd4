// The pages in the order of the navigation. A page is a module with
//   name      of its route, #/name
//   title     in the navigation
//   icon      in the navigation, lines of a path in a square of 20
//   what      follows "this agent does not offer"
//   topics    that it shows, as the agent calls them
//   open(root, frame)  builds it once and gives { refresh(), navigate(route)?, shortcuts? }

import * as flares from './pages/flares.js';
import * as map from './pages/map.js';
import * as metrics from './pages/metrics.js';
import * as payloads from './pages/payloads.js';
import * as problems from './pages/problems.js';
import * as remoteConfig from './pages/remote-config.js';
import * as statistics from './pages/statistics.js';
import * as telemetry from './pages/telemetry.js';
import * as traces from './pages/traces.js';

export const pages = [
  traces, map, statistics, metrics, telemetry, remoteConfig, flares, payloads, problems,
].map(module => module.page);
