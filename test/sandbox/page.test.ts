import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describePage, runOperation } from './describePage.ts';
import { readKept, readMarkup, readMemory } from './readEverything.ts';
import { NUMBER, SECRETS } from './sandboxHub.ts';

/** Compressed, the editor and its workers among it, and one operation run. */
const MOST_BYTES = 5_000_000;

const viewAs = async (page: Page, platform: string, purpose: string) => {
  const fields = page.getByRole('group', { name: 'View as' });
  await fields.getByLabel('Platform').selectOption(platform);
  await fields.getByLabel('for', { exact: true }).selectOption(purpose);
};

describePage('the page in a browser', ({ open, opened }) => {
  test('is there before the editor is, and is small', async () => {
    const page = await open('#/parcel');
    await page.locator('.timeline svg').waitFor();
    const scripts = await page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name.replace(/^.*\//, '')),
    );
    expect(scripts.filter((name) => /monaco|worker|AskView|graphiql/i.test(name))).toEqual([]);
    expect(await opened().countBytes()).toBeLessThan(300_000);
    let letIn = () => {};
    const held = new Promise<void>((resolve) => {
      letIn = resolve;
    });
    await page.route(/assets\/(monaco|AskView)/, async (route) => {
      await held;
      await route.continue();
    });
    await page.getByRole('link', { name: 'Ask' }).click();
    await page.getByRole('status').getByText('Loading').waitFor();
    await page.getByRole('link', { name: 'Agreements' }).waitFor();
    letIn();
    await runOperation(page);
  });

  test('transfers less than 5 MB until an operation was run', async () => {
    const startedAt = performance.now();
    const page = await open();
    await page.getByRole('link', { name: 'Ask' }).waitFor();
    const seen = Math.round(performance.now() - startedAt);
    await runOperation(page);
    const bytes = await opened().countBytes();
    process.stderr.write(`the sandbox's page: seen after ${seen} ms, ${bytes} bytes with the editor\n`);
    expect(bytes).toBeGreaterThan(500_000);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  test('runs a ready-made operation and says of each field why it is as it is', async () => {
    const page = await open();
    await runOperation(page);
    expect(await page.locator('.graphiql-tab-button').allInnerTexts()).toEqual([
      'OneParcel',
      'HundredParcels',
      'InALocker',
      'WhoSharesWhat',
      'Detect',
    ]);
    await page.locator('.result-window').getByText('"IN_TRANSIT"').first().waitFor();
    const panel = page.locator('.panel');
    const head = await panel.locator('.facts').innerText();
    expect(head).toMatch(/3 operators asked[\s\S]*\d+ ms in the hub[\s\S]*cost \d+ of 100000/);
    const choose = async (field: string, nth = 0) => {
      await panel.locator('button.leaf', { hasText: field }).nth(nth).click();
      return panel.locator('.detail').innerText();
    };
    const withheld = await choose('pickupCode');
    expect(withheld).toContain('the agreement does not share this field (NOT_SHARED)');
    expect(withheld).toContain('Hive Box: hive-box--cainiao@1');
    expect(withheld).toContain('no clause speaks of this field');
    expect(withheld).toMatch(/What would change it\s+\S+/);
    const masked = await choose('phone');
    expect(masked).toContain('masked: CN_PHONE');
    expect(masked).toContain('@share(for: [RECIPIENT_NOTICE');
    expect(masked).toMatch(/schema\/agreements\/china-post--cainiao\.graphql:\d+:\d+/);
    expect(await choose('acceptedAt')).toMatch(/disclosed[\s\S]*@share/);
    const memory = await readMemory(page);
    // What is disclosed is found where what is withheld is looked for.
    expect(memory).toContain(NUMBER);
    expect(await readMarkup(page)).toContain('欧**');
    expect((await opened().readBodies()).join('\n')).toContain('欧**');
    for (const secret of SECRETS) expect(memory).not.toContain(secret);
  });

  test('shows the very operations that were sent, and how long each took', async () => {
    const page = await open();
    await runOperation(page);
    const requests = page.locator('.panel .requests > li');
    expect(await requests.locator('.operator').allInnerTexts()).toEqual(
      expect.arrayContaining(['China Post', 'SF Express', 'Hive Box']),
    );
    for (const ms of await requests.locator('.ms').allInnerTexts()) expect(ms).toMatch(/^[\d.]+ ms$/);
    const hiveBox = requests.filter({ hasText: 'Hive Box' });
    await hiveBox.locator('summary').click();
    const sent = await hiveBox.locator('pre').first().innerText();
    expect(sent).toContain('_entities');
    expect(sent).toContain('storedAt');
    expect(sent).not.toContain('pickupCode');
  });

  test('another purpose gives another answer', async () => {
    const page = await open();
    await runOperation(page);
    await page.locator('.panel .tag', { hasText: 'CN_PHONE' }).first().waitFor();
    await viewAs(page, 'cainiao', 'ORDER_STATUS');
    await runOperation(page);
    await page.locator('.panel button.leaf', { hasText: 'recipient' }).first().waitFor();
    expect(await page.locator('.panel .tag', { hasText: 'CN_PHONE' }).count()).toBe(0);
    expect(await page.locator('.panel .tree').innerText()).toContain('it is shared for other purposes');
  });

  // Hive Box tells JD the code, and Cainiao not.
  test.each([
    ['cainiao', 'deadline', ['pickupCode']],
    ['jd', 'pickupCode', []],
  ])('completes and documents what %s may see: %s, not %j', async (platform, seen, hidden) => {
    const page = await open();
    await page.locator('.result-window .view-lines').waitFor();
    if (platform !== 'cainiao') {
      const introspected = page.waitForResponse((response) =>
        (response.request().postData() ?? '').includes('IntrospectionQuery'),
      );
      await viewAs(page, platform, 'RECIPIENT_NOTICE');
      await introspected;
    }
    await page.getByRole('button', { name: /Documentation Explorer/ }).click();
    const documents = page.locator('.graphiql-doc-explorer');
    await documents.getByRole('combobox').fill('LockerLeg');
    await page.getByRole('option', { name: 'LockerLeg', exact: true }).click();
    await documents.getByText(seen, { exact: true }).waitFor();
    for (const name of hidden) expect(await documents.getByText(name, { exact: true }).count()).toBe(0);
    await page.locator('.graphiql-query-editor .view-lines').click();
    await page.keyboard.press('Control+A');
    await page.keyboard.press('Delete');
    await page.keyboard.type('{ parcel(trackingNumber: "1") { legs { ... on LockerLeg { ');
    await page.keyboard.press('Control+Space');
    const offered = page.locator('.suggest-widget .monaco-list-row');
    await offered.filter({ hasText: seen }).first().waitFor();
    for (const name of hidden) expect(await offered.filter({ hasText: name }).count()).toBe(0);
  });

  test('puts two answers side by side, and marks what differs', async () => {
    const page = await open('#/compare');
    await page.getByRole('button', { name: 'Ask as both' }).click();
    const row = (name: string) =>
      page.locator('table.aligned tr', { has: page.getByRole('rowheader', { name }) }).first();
    await row('trackingNumber').waitFor();
    const counts = await page.locator('.counts').innerText();
    expect(counts).toMatch(/^\d+ the same, \d+ different, \d+ on the left only, 0 on the right only$/);
    expect(await row('trackingNumber').getAttribute('class')).toContain('same');
    expect(await row('acceptedAt').getAttribute('class')).toContain('differs');
    expect(await row('acceptedAt').innerText()).toMatch(/2026-11-18[\s\S]*ordered through the caller only/);
    // What JD has no agreement about does not exist for it.
    expect(await row('SF Express SF0000000000001').getAttribute('class')).toContain('left');
    await page.getByLabel('Differences only').check();
    expect(await row('trackingNumber').count()).toBe(0);
    expect(await row('acceptedAt').count()).toBe(1);
  });

  test('draws the map of a parcel, withheld stretches as such', async () => {
    const page = await open('#/parcel');
    await page.locator('.timeline svg').waitFor();
    const lanes = page.locator('.timeline [data-leg]');
    expect(await lanes.count()).toBe(3);
    expect(await lanes.nth(0).locator('.event').count()).toBe(2);
    expect(await lanes.nth(0).locator('.stretch.custody').count()).toBe(1);
    expect(await page.locator('.stretch.withheld').count()).toBe(0);
    await viewAs(page, 'jd', 'RECIPIENT_NOTICE');
    const hiveBox = page.locator('.timeline [data-leg^="hive-box"]');
    await hiveBox.locator('.stretch.withheld').waitFor();
    expect(await lanes.count()).toBe(2);
    expect(await hiveBox.locator('.stretch.withheld title').textContent()).toContain(
      'ordered through the caller',
    );
    expect(await hiveBox.locator('.event').count()).toBe(0);
    await page.getByLabel('Tracking number').fill('ZZ000000000');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('Nothing is visible').waitFor();
  });

  test('works by keyboard alone', async () => {
    const page = await open();
    await page.locator('.result-window .view-lines').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('main');
    await page.locator('.graphiql-query-editor textarea').first().focus();
    await page.keyboard.press('Control+Enter');
    await page.locator('.panel .tree').waitFor();
    await page.locator('.panel button.leaf', { hasText: 'pickupCode' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.panel .detail').waitFor();
    await page.getByRole('link', { name: 'Agreements' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('table.matrix a').first().focus();
    await page.keyboard.press('Enter');
    await page.locator('.code-editor textarea').first().focus();
    await page.keyboard.press('Tab');
    await expect.poll(() => page.locator('.code-editor :focus').count()).toBe(0);
  });

  test('speaks Chinese, and remembers that and the theme, and nothing else', async () => {
    const page = await open('#/agreements');
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('heading', { name: '谁与谁共享' }).waitFor();
    expect(await page.locator('table.matrix').innerText()).toContain('生效中');
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    await page.getByRole('button', { name: '深色主题' }).click();
    await page.reload();
    await page.getByRole('heading', { name: '谁与谁共享' }).waitFor();
    expect((await readKept(page)).local).toEqual({
      'sandbox-language': 'zh',
      'sandbox-theme': 'dark',
    });
  });
});
