// SPDX-License-Identifier: Apache-2.0
// The programs that the tests run against, started from the root of the repository. None outlives the tests' process.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { waitUntil } from './waiting.js';

const SHOP = 'sample-apps/shop/target/shop.jar';
const AGENT_DIRECTORY = 'dd-dev-agent/target';
const START_MILLIS = 120_000;
const STOP_MILLIS = 20_000;

const running = new Set();
process.on('exit', () => running.forEach(child => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

class Program {
  #child;
  #text = '';

  constructor(jar, ...args) {
    const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
    this.#child = spawn(java, ['-XX:TieredStopAtLevel=1', '-jar', jar, ...args], {
      env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(this.#child);
    // It must not keep tests that failed from ending.
    this.#child.unref();
    this.#child.once('exit', () => running.delete(this.#child));
    for (const output of [this.#child.stdout, this.#child.stderr]) {
      output.setEncoding('utf8').on('data', text => { this.#text += text; });
      output.unref();
    }
  }

  /** The first group of the first match in what it printed. */
  async line(pattern) {
    const found = () => {
      if (this.#child.exitCode !== null) throw new Error('it ended');
      return pattern.exec(this.#text)?.[1];
    };
    try {
      return await waitUntil(found, `a line like ${pattern}`, START_MILLIS);
    } catch (cause) {
      throw new Error(`${cause.message}:\n${this.#text.slice(-4000)}`, { cause });
    }
  }

  /** Asks it to end, then ends it. */
  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MILLIS);
    this.#child.kill();
    await ended;
    clearTimeout(timer);
  }
}

/** The development agent as a program of its own, on a free port. */
export async function startAgent() {
  const jars = readdirSync(AGENT_DIRECTORY).filter(name => name.endsWith('-exec.jar'));
  if (jars.length !== 1) throw new Error(`One executable jar is wanted in ${AGENT_DIRECTORY}, there are ${jars.length}`);
  const program = new Program(join(AGENT_DIRECTORY, jars[0]), '--port=0');
  return { program, agentUrl: await program.line(/(http:\/\/localhost:\d+)/) };
}

/** The shop with the development agent inside, both on free ports. */
export async function startShop(...settings) {
  const program = new Program(
    SHOP, '--server.port=0', '--dd.dev-agent.enabled=true', '--dd.dev-agent.port=0', ...settings);
  const agentUrl = await program.line(/development agent.*(http:\/\/localhost:\d+)/);
  const port = await program.line(/Tomcat started on port (\d+)/);
  await program.line(/(Started ShopApplication)/);
  return { program, agentUrl, shopUrl: `http://127.0.0.1:${port}` };
}

/** This process's environment without what would configure a tracer. */
function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(DD|OTEL)_/.test(name)));
}
