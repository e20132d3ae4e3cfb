import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  ensureBuilt,
  findChromium,
  openBrowser,
  openPage,
  saveScreenshot,
  type WatchedPage,
} from './browser.ts';
import { readKept, readMarkup, readMemory } from './readEverything.ts';
import { NUMBER, type SandboxHub, SECRETS, startSandboxHub } from './sandboxHub.ts';

const chromium = findChromium();

describe.skipIf(chromium === undefined)('the page in a browser', () => {
  let hub: SandboxHub;
  let browser: Browser;
  let opened: WatchedPage;
  beforeAll(async () => {
    ensureBuilt();
    [hub, browser] = await Promise.all([startSandboxHub(), openBrowser(chromium ?? '')]);
  });
  afterAll(() => Promise.all([browser?.close(), hub?.stop()]));

  const open = async (hash: string, options: Parameters<typeof openPage>[2] = {}) => {
    opened = await openPage(browser, hub.url, options);
    await opened.page.goto(`${hub.url}/sandbox${hash}`);
    return opened.page;
  };
  // Whatever a test looks at: nothing that is withheld came, and the page kept within its policy.
  afterEach(async () => {
    const bodies = (await opened.readBodies()).join('\n');
    const markup = await readMarkup(opened.page);
    const kept = JSON.stringify(await readKept(opened.page));
    for (const secret of SECRETS) {
      expect(bodies).not.toContain(secret);
      expect(markup).not.toContain(secret);
      expect(kept).not.toContain(secret);
    }
    expect(opened.findings).toEqual([]);
    await opened.close();
  });

  test('runs a ready-made operation and says of each field why it is as it is', async () => {
    const page = await open('');
    await page.locator('.result-window .view-lines').waitFor();
    const tabs = page.getByRole('tab');
    expect(await tabs.allInnerTexts()).toEqual([
      'OneParcel',
      'HundredParcels',
      'InALocker',
      'WhoSharesWhat',
      'Detect',
    ]);
    await page.getByRole('button', { name: /Execute/ }).click();
    await page.locator('.panel .tree').waitFor();
    await page.locator('.result-window').getByText('"IN_TRANSIT"').first().waitFor();
    const panel = page.locator('.panel');
    await panel.getByText('3 operators asked').waitFor();
    await panel.locator('button.leaf', { hasText: 'pickupCode' }).click();
    const detail = panel.locator('.detail');
    expect(await detail.innerText()).toContain('NOT_SHARED');
    await saveScreenshot(page, 'ask');
    const memory = await readMemory(page);
    expect(memory).toContain(NUMBER);
    for (const secret of SECRETS) expect(memory).not.toContain(secret);
  });

  test('draws the map of a parcel', async () => {
    const page = await open('#/parcel');
    await page.locator('.timeline svg').waitFor();
    expect(await page.locator('.lane-label').allInnerTexts()).toHaveLength(3);
    await saveScreenshot(page, 'parcel');
  });
});
