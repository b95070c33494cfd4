// SPDX-License-Identifier: Apache-2.0
// The console as its users see it: found by roles and names.

import { newPage } from './browser.js';

export class ConsolePage {
  static async open(browser, url, options) {
    const { page, faults } = await newPage(browser, new URL(url).origin, options);
    await page.goto(url);
    return new ConsolePage(page, faults);
  }

  constructor(page, faults) {
    this.page = page;
    this.faults = faults;
    this.main = page.getByRole('main');
    this.navigation = page.getByRole('navigation', { name: 'Pages' });
    this.list = page.getByRole('listbox', { name: 'Traces' });
    this.rows = this.list.getByRole('option');
    this.row = text => this.rows.filter({ hasText: text });
    this.resources = this.rows.locator('.resource');
    this.summary = page.locator('.page-traces .summary');
    this.search = page.getByRole('searchbox', { name: 'Search traces' });
    this.service = page.getByRole('combobox', { name: 'Service' });
    this.trace = page.getByRole('region', { name: 'Selected trace' });
    this.spans = this.trace.getByRole('treeitem');
    /** Opens the first trace with a text in its row. */
    this.openTrace = async text => {
      await this.row(text).first().click();
      await this.spans.first().waitFor();
    };
    this.details = page.getByRole('region', { name: 'Selected span' });
  }

  /** Goes to a page by its title. */
  async show(title) {
    await this.navigation.getByRole('link', { name: new RegExp(`^${title}`) }).click();
    await this.page.getByRole('region', { name: title, exact: true }).first().waitFor();
  }

  /** The titles of all pages. */
  async titles() {
    const texts = await this.navigation.getByRole('link').allTextContents();
    return texts.map(text => text.replace(/\s*\d*$/, ''));
  }

  close() {
    return this.page.context().close();
  }
}
