import { expect, test } from 'vitest';
import { describePage } from './describePage.ts';
import { readKept, readMarkup } from './readEverything.ts';
import { NUMBER } from './sandboxHub.ts';

describePage(
  'the page outside demo mode',
  ({ open, opened, hub }) => {
    test('asks for a token, keeps it in memory only, and gets none itself', async () => {
      const page = await open();
      await page.getByRole('heading', { name: 'This hub issues no tokens' }).waitFor();
      expect(await page.getByRole('button', { name: 'Use this token' }).isDisabled()).toBe(true);
      await page.getByLabel('Token (a JWT)').fill('not a token');
      await page.getByRole('button', { name: 'Use this token' }).click();
      await page.getByRole('alert').getByText('no token that names a platform').waitFor();
      const token = await hub().readToken('cainiao', ['RECIPIENT_NOTICE', 'ORDER_STATUS']);
      await page.getByLabel('Token (a JWT)').fill(token);
      await page.getByRole('button', { name: 'Use this token' }).click();
      await page.locator('.result-window .view-lines').waitFor();
      expect(await readMarkup(page)).not.toContain(token);
      expect(JSON.stringify(await readKept(page))).not.toContain(token);
      expect(page.url()).not.toContain(token);
      const asked = await page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => name),
      );
      expect(asked.filter((name) => name.includes('token'))).toEqual([]);
      await page.reload();
      await page.getByRole('heading', { name: 'This hub issues no tokens' }).waitFor();
      expect(await page.getByLabel('Token (a JWT)').inputValue()).toBe('');
      expect(await readMarkup(page)).not.toContain(token);
      expect((await opened().readBodies()).join('\n')).not.toContain(token);
    });

    test('says of masked and withheld fields what the answer itself says', async () => {
      const page = await open();
      await page.getByLabel('Token (a JWT)').fill(await hub().readToken('cainiao', ['RECIPIENT_NOTICE']));
      await page.getByRole('button', { name: 'Use this token' }).click();
      await page.locator('.result-window .view-lines').waitFor();
      await page.locator('.graphiql-query-editor .view-lines').click();
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.type(
        `query OneParcel { parcel(trackingNumber: "${NUMBER}") { legs { waybill recipient { name phone } } } }`,
      );
      await page.keyboard.press('Control+Enter');
      await page.locator('.panel').getByText('This hub does not say which clause decided').waitFor();
      expect(await page.locator('.panel .groups').innerText()).toMatch(/CN_PHONE[\s\S]*Recipient\.phone/);
    });

    test('shows what operators share with the caller, and no agreement of others', async () => {
      const page = await open('#/agreements');
      await page.getByLabel('Token (a JWT)').fill(await hub().readToken('cainiao', ['RECIPIENT_NOTICE']));
      await page.getByRole('button', { name: 'Use this token' }).click();
      await page.getByRole('heading', { name: 'Hive Box' }).waitFor();
      const shared = await page.locator('.own-sharing').innerText();
      expect(shared).toContain('LockerLeg.deadline');
      expect(shared).not.toMatch(/pickupCode|JD/);
    });
  },
  null,
);
