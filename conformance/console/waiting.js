// SPDX-License-Identifier: Apache-2.0
// Waits for what happens elsewhere.

import { setTimeout as delay } from 'node:timers/promises';

const ASK_EVERY_MILLIS = 50;

/** The first true value of `condition`, asked again and again; fails when there is none in time. */
export async function waitUntil(condition, what, millis = 30_000) {
  const deadline = Date.now() + millis;
  for (;;) {
    const value = await condition();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`waited ${millis} ms for ${what}`);
    await delay(ASK_EVERY_MILLIS);
  }
}
