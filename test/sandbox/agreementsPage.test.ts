import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readAgreementContract } from '../../gateway/agreements/agreementContract.ts';
import { checkAgreements } from '../../gateway/agreements/read/checkAgreements.ts';
import { roleSdl } from '../../schema/network.ts';
import { ROOT } from '../tidy/readTree.ts';
import { describePage } from './describePage.ts';

const FILE = 'schema/agreements/hive-box--cainiao.graphql';
const TEXT = readFileSync(join(ROOT, FILE), 'utf8');

const cell = (page: Page, operator: string, platform: string) =>
  page.locator('table.matrix').getByRole('link', { name: new RegExp(`^${operator}, ${platform}: `) });
const standing = async (page: Page, operator: string, platform: string) =>
  (await cell(page, operator, platform).getAttribute('aria-label'))?.replace(/^.*: /, '');

/** Puts the cursor at the begin of what stands in the line that begins so. */
const goToLine = async (page: Page, begin: string) => {
  const line = TEXT.split('\n').findIndex((each) => each.startsWith(begin));
  await page.locator('.code-editor textarea').first().focus();
  await page.keyboard.press('Control+Home');
  for (let down = 0; down < line; down += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
};

describePage('the agreements in a browser', ({ open, hub }) => {
  test('stand in a matrix at any time', async () => {
    const page = await open('#/agreements');
    await cell(page, 'Hive Box', 'Cainiao').waitFor();
    expect(await standing(page, 'Hive Box', 'Cainiao')).toBe('in force until 1 Jan 2028');
    expect(await standing(page, 'Hive Box', 'Taobao')).toBe('none');
    const slider = page.getByRole('slider', { name: 'Time' });
    await slider.focus();
    await page.keyboard.press('End');
    expect(await standing(page, 'Hive Box', 'Cainiao')).toBe('expired 1 Jan 2028');
    await page.keyboard.press('Home');
    expect(await standing(page, 'Hive Box', 'Cainiao')).toBe('not yet from 5 Jan 2026');
    expect(await standing(page, 'Hive Box', 'Taobao')).toBe('none');
    await page.getByRole('button', { name: 'Now' }).click();
    expect(await standing(page, 'Hive Box', 'Cainiao')).toBe('in force until 1 Jan 2028');
  });

  test('tell of suspensions as soon as they are declared', async () => {
    const page = await open('#/agreements');
    await cell(page, 'China Post', 'JD.com').waitFor();
    expect(await standing(page, 'China Post', 'JD.com')).toBe('in force until 1 Jan 2028');
    await hub().take('china-post--jd', 'china-post', 'SUSPEND', { reason: 'SECURITY_INCIDENT' });
    await hub().take('sf-express--taobao', 'taobao', 'SUSPEND', { reason: 'COMMERCIAL' });
    await expect
      .poll(() => standing(page, 'China Post', 'JD.com'), { timeout: 15_000 })
      .toBe('suspended until it is resumed');
    // With notice it goes on until that is over.
    expect(await standing(page, 'SF Express', 'Taobao')).toMatch(/^in force stops \d+ Nov 2026$/);
    expect(await standing(page, 'SF Express', 'Cainiao')).toBe('in force until 1 Jan 2028');
    await cell(page, 'China Post', 'JD.com').click();
    await page.getByText('china-post: security incident').waitFor();
    await page.getByText('At the chosen time nothing of this is shared').waitFor();
  });

  test('open to what they share, field by purpose and relation', async () => {
    const page = await open('#/agreements');
    await cell(page, 'Hive Box', 'JD.com').click();
    await page.getByRole('heading', { name: 'Hive Box shares with JD.com' }).waitFor();
    const row = (name: string) =>
      page.locator('table.grid tr', { has: page.getByRole('rowheader', { name }) }).first();
    await row('storedAt').waitFor();
    const marks = await row('storedAt').locator('td').allInnerTexts();
    expect(marks.map((text) => text.replace(/\s+/g, ' ').trim())).toEqual(
      expect.arrayContaining(['disclosed', 'masked HOUR']),
    );
    expect(await row('pickupCode').innerText()).toContain('until any final status');
    await page.getByLabel('Shared fields only').uncheck();
    expect(await row('compartment').innerText()).toMatch(/withheld/);
  });

  test('are checked as they are edited: the problems of `hub agreement check`, where it has them', async () => {
    const page = await open('#/agreements/hive-box/cainiao');
    await page.locator('.findings .fine').waitFor();
    await goToLine(page, '  substatus: ParcelSubstatus');
    for (let right = 0; right < 'substat'.length; right += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Delete');
    const problem = page.locator('.problems li.error');
    await problem.waitFor();
    const wrong = TEXT.replace('substatus: ParcelSubstatus', 'substats: ParcelSubstatus');
    const contract = readAgreementContract([roleSdl('courier'), roleSdl('locker')]);
    const { problems } = checkAgreements([{ file: FILE, text: wrong }], contract);
    const [found] = problems;
    const [place] = found?.locations ?? [];
    expect(problems).toHaveLength(1);
    expect(await problem.count()).toBe(1);
    const text = await problem.innerText();
    expect(text).toContain(`line ${place?.line}, column ${place?.column}`);
    for (const part of [found?.code, found?.message, found?.help]) expect(text).toContain(part);
    await page.locator('.code-editor .squiggly-error').waitFor();
    await page.getByText('A document with errors has no effect.').waitFor();
    await page.getByRole('button', { name: 'Back to the agreement in force' }).click();
    await page.locator('.findings .fine').waitFor();
  });

  test('show what a change would do to the current operation, before anybody signs it', async () => {
    const page = await open('#/agreements/hive-box/cainiao');
    await page.locator('.findings .fine').waitFor();
    await page.getByText('Nothing in this answer would change.').waitFor();
    await goToLine(page, '  consentBasis: ConsentBasis');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('pickupCode: String @share(for: [RECIPIENT_NOTICE])');
    const effect = page.locator('table.effect tbody tr');
    await effect.waitFor();
    expect((await effect.innerText()).replace(/\s+/g, ' ')).toBe(
      'LockerLeg.pickupCode 1 leg withheld (NOT_SHARED) disclosed',
    );
    expect(await page.locator('.difference').innerText()).toContain('LockerLeg.pickupCode');
    await page.locator('table.grid td.changed').first().waitFor();
    const code = page.locator('table.grid tr', { has: page.getByRole('rowheader', { name: 'pickupCode' }) });
    expect(await code.locator('td.changed').count()).toBe(1);
  });
});
