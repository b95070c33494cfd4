// SPDX-License-Identifier: Apache-2.0
// The console can be used with the keyboard and by screen readers.

import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { fixture, LIMIT } from './fixture.js';
import { startAgent } from './programs.js';
import { trace } from './traces.js';

const INTERACTIVE = new Set([
  'button', 'checkbox', 'combobox', 'dialog', 'link', 'listbox', 'option', 'radio', 'searchbox', 'spinbutton',
  'switch', 'tab', 'textbox', 'treeitem',
]);
const TAB_STOPS = 50;

describe('the keyboard', () => {
  const fixed = fixture(startAgent);
  before(() => fixed.agent.traces([trace({ resource: 'GET /a' }, { name: 'child' }), trace({ resource: 'GET /b' })]));

  async function open() {
    const opened = await fixed.open();
    await opened.row('GET /a').waitFor();
    return opened;
  }

  it('gets to the search by / and back to the list by Escape', LIMIT, async () => {
    const { page, search, list } = await open();
    await page.keyboard.press('/');
    assert.ok(await isFocused(search));
    await page.keyboard.type('?1/');
    assert.equal(await search.inputValue(), '?1/');
    await page.keyboard.press('Escape');
    assert.ok(await isFocused(list));
  });

  it('gets to each page by its number', LIMIT, async () => {
    const { page, navigation } = await open();
    const links = await navigation.getByRole('link').all();
    for (const [index, link] of links.entries()) {
      await page.keyboard.press(String(index + 1));
      await link.and(page.locator('[aria-current=page]')).waitFor();
    }
  });

  it('opens the help by ? and closes it by Escape', LIMIT, async () => {
    const { page } = await open();
    const help = page.getByRole('dialog', { name: 'Keyboard' });
    await page.keyboard.press('?');
    await help.waitFor();
    await help.getByText('On this page').waitFor();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
  });

  it('shows where it is', LIMIT, async () => {
    const { page, row, spans } = await open();
    await row('GET /a').click();
    await spans.nth(1).waitFor();
    await page.evaluate(() => document.activeElement.blur());
    const stops = new Set();
    for (let i = 0; i < TAB_STOPS; i++) {
      await page.keyboard.press('Tab');
      const { what, isVisible } = await page.evaluate(focused);
      assert.ok(isVisible, `the focus is to be seen at ${what}`);
      stops.add(what);
    }
    for (const what of ['Search traces', 'Traces, newest first']) {
      assert.ok([...stops].some(stop => stop.includes(what)), `${what} is among the stops: ${[...stops].join('\n')}`);
    }
  });

  it('finds a name at everything that it can reach', LIMIT, async () => {
    const opened = await open();
    for (const title of await opened.titles()) {
      await opened.show(title);
      if (title === 'Traces') await opened.openTrace('GET /a');
      assert.deepEqual(await nameless(opened.page), [], title);
    }
  });
});

function isFocused(locator) {
  return locator.evaluate(element => element === document.activeElement);
}

/** Runs in the page: what is focused, and whether that can be seen at it, or at the one of its options that keys move from. */
function focused() {
  const element = document.activeElement;
  const active = document.getElementById(element.getAttribute('aria-activedescendant'));
  const isMarked = marked => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(marked);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  return {
    what: `${element.tagName} ${element.id} ${element.getAttribute('aria-label') ?? element.textContent.slice(0, 40)}`,
    isVisible: element === document.body
        || (element.matches(':focus-visible') && [element, active].some(shown => shown && isMarked(shown))),
  };
}

/** What the browser tells assistive technology of interactive elements without a name. */
async function nameless(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const found = nodes.filter(({ ignored, role }) => !ignored && INTERACTIVE.has(role?.value));
  assert.ok(found.length > 10, `${found.length} interactive elements`);
  return found.filter(({ name }) => !name?.value?.trim()).map(({ role, nodeId }) => `${role.value} ${nodeId}`);
}
