import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { saveScreenshot } from './browser.ts';
import { describePage, runOperation } from './describePage.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Every view, with something in it. */
const VIEWS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  ask: async (page) => {
    await runOperation(page);
    await page.locator('.panel button.leaf', { hasText: 'phone' }).first().click();
  },
  compare: async (page) => {
    await page.locator('.compare-form .primary').click();
    await page.locator('table.aligned').waitFor();
  },
  agreements: (page) => page.locator('table.matrix').waitFor(),
  'agreements/hive-box/jd': async (page) => {
    await page.locator('table.grid').waitFor();
    await page.locator('.findings .fine').waitFor();
    await page.locator('.code-editor .view-line').first().waitFor();
  },
  parcel: (page) => page.locator('.timeline svg').waitFor(),
};

const THEMES = ['light', 'dark'] as const;
const HEIGHT = 900;

async function setTheme(page: Page, theme: string): Promise<void> {
  const button = page.locator('.preferences button').last();
  const html = page.locator('html');
  if ((await html.getAttribute('data-theme')) !== theme) await button.click();
  await page.locator(`html[data-theme=${theme}]`).waitFor();
  // An editor is without colours until it has read its text anew.
  const editor = page.locator('.graphiql-query-editor .view-lines, .code-editor .view-lines');
  if ((await editor.count()) > 0) await editor.locator('[class^="mtk"]:not(.mtk1)').first().waitFor();
}

/** What axe-core holds to be serious or critical, with the place. */
async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const results = await page.evaluate(() =>
    (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
  );
  return results.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${target}: ${failureSummary}`),
    );
}

/** How far the page is wider than the window, in pixels. */
const overflow = (page: Page) =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');

describePage('the looks of the page', ({ open, hub }) => {
  test.each(Object.keys(VIEWS))(
    '%s: at both widths, in both themes and languages, without barriers',
    async (hash) => {
      const name = hash.replaceAll('/', '-');
      // One pair that is suspended, so that the matrix shows how that looks.
      if (hash === 'agreements') {
        await hub().take('china-post--jd', 'china-post', 'SUSPEND', { reason: 'SECURITY_INCIDENT' });
        await hub().take('sf-express--taobao', 'taobao', 'SUSPEND', { reason: 'COMMERCIAL' });
      }
      for (const width of [1600, 360]) {
        const page = await open(`#/${hash}`, { viewport: { width, height: HEIGHT } });
        await VIEWS[hash]?.(page);
        for (const theme of THEMES) {
          await setTheme(page, theme);
          expect(await overflow(page)).toBe(0);
          await saveScreenshot(page, `${name}-${width}-${theme}`);
          // Each theme once and each width once: contrast hangs on the one, what there is on the other.
          if ((width === 1600) === (theme === 'light')) expect(await findBarriers(page)).toEqual([]);
        }
        await page.getByRole('button', { name: '中文' }).click();
        await page.getByRole('link', { name: '协议' }).first().waitFor();
        expect(await overflow(page)).toBe(0);
        await saveScreenshot(page, `${name}-${width}-zh`);
      }
    },
  );
});
