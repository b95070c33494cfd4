// SPDX-License-Identifier: Apache-2.0
// Chromium, and what must not happen in it.

import { chromium } from 'playwright-core';

const SIZE = { width: 1400, height: 900 };
const ACTION_MILLIS = 20_000;

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
}

/** A page of a browser without history, and the list of what went wrong in it, which goes on growing. */
export async function newPage(browser, origin, options = {}) {
  const context = await browser.newContext({ viewport: SIZE, colorScheme: 'light', ...options });
  context.setDefaultTimeout(ACTION_MILLIS);
  const page = await context.newPage();
  const faults = [];
  page.on('console', message => {
    if (['error', 'warning'].includes(message.type())) faults.push(`${message.type()} in the console: ${message.text()}`);
  });
  page.on('pageerror', error => faults.push(`exception: ${error.stack}`));
  page.on('dialog', dialog => {
    faults.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  context.on('page', other => {
    if (other !== page) faults.push(`window: ${other.url()}`);
  });
  context.on('request', request => {
    if (new URL(request.url()).origin !== origin) faults.push(`request to another origin: ${request.url()}`);
  });
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', event => {
      console.error(`against the policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  return { page, faults };
}
