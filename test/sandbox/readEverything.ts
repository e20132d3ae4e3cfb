/** Everything that a page holds, shown or hidden, as text to be searched. */
import type { Page } from 'playwright-core';

// Run in the page, where there are other globals than here.
const MARKUP = `(() => {
  const parts = [location.href];
  const walk = (root) => {
    parts.push(root instanceof Document ? root.documentElement.outerHTML : root.innerHTML);
    for (const element of root.querySelectorAll('*')) {
      if ('value' in element) parts.push(String(element.value));
      if (element.shadowRoot !== null) walk(element.shadowRoot);
    }
  };
  walk(document);
  return parts.join('\\n');
})()`;
const KEPT = `(async () => ({
  local: { ...localStorage },
  session: { ...sessionStorage },
  databases: (await indexedDB.databases()).map(({ name }) => name),
  caches: await caches.keys(),
}))()`;

/** Markup of all nodes with their shadow roots, and the values of fields. */
export function readMarkup(page: Page): Promise<string> {
  return page.evaluate<string>(MARKUP);
}

export interface Kept {
  readonly local: Readonly<Record<string, string>>;
  readonly session: Readonly<Record<string, string>>;
  readonly databases: readonly (string | undefined)[];
  readonly caches: readonly string[];
  readonly cookies: readonly unknown[];
}

/** What the browser keeps for the page's origin beyond the page. */
export async function readKept(page: Page): Promise<Kept> {
  const kept = await page.evaluate<Omit<Kept, 'cookies'>>(KEPT);
  return { ...kept, cookies: await page.context().cookies() };
}

/** Every string in the page's memory: the editors' texts, which are not in the markup while they are scrolled away, among them. */
export async function readMemory(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}
