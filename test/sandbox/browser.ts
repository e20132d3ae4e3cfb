/**
 * A real browser for the tests of the sandbox's page, and what it may not do there.
 * Invariant: whatever a page says to its console, fails to run, is refused by its policy or asks of another origin is a finding.
 */
/// <reference lib="dom" />
// For what a test has the page run.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { ROOT } from '../tidy/readTree.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const SWITCHES = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // So that a snapshot of the page's memory has texts as they are, and not their beginnings.
  '--js-flags=--heap-snapshot-string-limit=10000000',
];

/** Set where a browser must be there: in CI. Elsewhere its tests are left out when there is none. */
const IS_NEEDED = process.env['HUB_TEST_BROWSER'] === 'required';

/** Where the browser is: HUB_TEST_CHROMIUM, else where systems put it. Undefined, with a sentence, where there is none. */
export function findChromium(): string | undefined {
  const named = process.env['HUB_TEST_CHROMIUM'];
  const found = (named === undefined ? PLACES : [named]).find((place) => existsSync(place));
  if (found !== undefined) return found;
  const sentence = `no browser at ${named ?? PLACES.join(', ')}: install Debian's \`chromium\``;
  if (IS_NEEDED) throw new Error(sentence);
  process.stderr.write(`the sandbox's page is not tested: ${sentence}, or set HUB_TEST_CHROMIUM\n`);
  return undefined;
}

/** A browser with an empty profile of its own, which goes with it. */
export function openBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: SWITCHES, headless: true });
}

export interface WatchedPage {
  readonly page: Page;
  /** What the page did that it may not, in sentences. */
  readonly findings: readonly string[];
  /** Every answer that it got, as text. */
  readBodies(): Promise<readonly string[]>;
  /** Compressed bytes of every answer so far. */
  countBytes(): Promise<number>;
  close(): Promise<void>;
}

/** A page of a context of its own: no cookies, no storage, nothing cached. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const findings: string[] = [];
  const bodies: Promise<string>[] = [];
  const sizes: Promise<number>[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) findings.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => findings.push(`error: ${error.stack ?? error.message}`));
  page.on('requestfailed', (request) => {
    const { errorText = '' } = request.failure() ?? {};
    // Who leaves a page drops what it still waits for.
    if (errorText !== 'net::ERR_ABORTED') findings.push(`no answer: ${request.url()} ${errorText}`);
  });
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (!['data:', 'blob:'].includes(protocol) && asked !== origin) {
      findings.push(`asked another origin: ${request.url()}`);
    }
  });
  page.on('response', (response) => {
    bodies.push(response.text().catch(() => ''));
    sizes.push(
      response
        .request()
        .sizes()
        .then(({ responseBodySize }) => responseBodySize)
        .catch(() => 0),
    );
  });
  return {
    page,
    findings,
    readBodies: () => Promise.all(bodies),
    async countBytes() {
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    },
    close: () => context.close(),
  };
}

const SCREENSHOTS = join(ROOT, 'test/sandbox/screenshots');

/** Keeps what is seen, for who wants to look: in a folder that is not published. */
export async function saveScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}
