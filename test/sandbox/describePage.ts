/**
 * Tests of the page in one browser at one hub. Invariant: after each of them, whatever it looked at, nothing that is withheld has
 * come to the page, nothing but language and theme is kept, and the page did nothing that it may not.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import { findChromium, openBrowser, openPage, type WatchedPage } from './browser.ts';
import { ensureBuilt } from './ensureBuilt.ts';
import { readKept, readMarkup } from './readEverything.ts';
import { type SandboxHub, SECRETS, startSandboxHub } from './sandboxHub.ts';

export interface PageTools {
  readonly hub: () => SandboxHub;
  /** Opens the page at a place of it, as `#/parcel`, in a context of its own. */
  open(hash?: string, options?: Parameters<typeof openPage>[2]): Promise<Page>;
  /** The page that was opened last, with what came to it. */
  readonly opened: () => WatchedPage;
}

const chromium = findChromium();

/** `demo` null is a hub outside demo mode. */
export function describePage(
  title: string,
  tests: (tools: PageTools) => void,
  demo: null | undefined = undefined,
): void {
  describe.skipIf(chromium === undefined)(title, { timeout: 60_000 }, () => {
    let hub: SandboxHub;
    let browser: Browser;
    const opened: WatchedPage[] = [];
    beforeAll(async () => {
      await ensureBuilt();
      [hub, browser] = await Promise.all([startSandboxHub(demo), openBrowser(chromium ?? '')]);
    }, 120_000);
    afterAll(() => Promise.all([browser?.close(), hub?.stop()]));
    afterEach(async () => {
      const pages = opened.splice(0);
      try {
        for (const each of pages) await expectNothingWithheld(each);
        expect(pages.flatMap(({ findings }) => findings)).toEqual([]);
      } finally {
        await Promise.all(pages.map((each) => each.close()));
      }
    });
    tests({
      hub: () => hub,
      opened() {
        const last = opened.at(-1);
        if (last === undefined) throw new Error('open the page first');
        return last;
      },
      async open(hash = '', options = {}) {
        const watched = await openPage(browser, hub.url, options);
        opened.push(watched);
        await watched.page.goto(`${hub.url}/sandbox${hash}`);
        return watched.page;
      },
    });
  });
}

async function expectNothingWithheld({ page, readBodies }: WatchedPage): Promise<void> {
  const kept = await readKept(page);
  const all = [await readMarkup(page), JSON.stringify(kept), ...(await readBodies())].join('\n');
  for (const secret of SECRETS) expect(all).not.toContain(secret);
  expect(Object.keys(kept.local).filter((key) => !/^sandbox-(language|theme)$/.test(key))).toEqual([]);
  expect({ ...kept, local: {} }).toEqual({ local: {}, session: {}, databases: [], caches: [], cookies: [] });
}

/** Runs the operation in the editor, once the editor is there. */
export async function runOperation(page: Page): Promise<void> {
  await page.locator('.result-window .view-lines').waitFor();
  await page.getByRole('button', { name: /Execute/ }).click();
  await page.locator('.panel .tree').waitFor();
}
