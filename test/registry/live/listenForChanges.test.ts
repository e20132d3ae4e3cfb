/** The line on which a server says that something changed: it may go dead at any time, and nobody is told. */
import { describe, expect, test } from 'vitest';
import { listenForChanges } from '../../../gateway/registry/live/listenForChanges.ts';
import { changeNetwork } from '../../../gateway/store/changeNetwork.ts';
import { openStore } from '../../../gateway/store/openStore.ts';
import { openLine } from '../../live/openLine.ts';
import { createDatabase, NO_SERVER } from '../../store/engines.ts';

describe.skipIf(NO_SERVER)(`listening${NO_SERVER ? ` (left out: ${NO_SERVER})` : ''}`, () => {
  test('begins anew when the line was cut or swallows what is sent, and ends on a dead line', async () => {
    const { url, drop } = await createDatabase();
    const store = await openStore({ url });
    const line = await openLine(new URL(url));
    const throughLine = new URL(url);
    throughLine.hostname = '127.0.0.1';
    throughLine.port = String(line.port);
    let heard = 0;
    const listener = listenForChanges(throughLine.href, () => void heard++, { checkMs: 200 });
    const hearsAgain = async () => {
      const before = heard;
      await expect.poll(() => heard, { timeout: 10_000 }).toBeGreaterThan(before);
      const connected = heard;
      await changeNetwork(store, async () => {});
      await expect.poll(() => heard, { timeout: 10_000 }).toBeGreaterThan(connected);
    };
    await hearsAgain();
    line.cut();
    line.mend();
    await hearsAgain();
    line.swallow();
    line.mend();
    await hearsAgain();
    line.swallow();
    await listener.close();
    await line.close();
    await store.destroy();
    await drop();
  });
});
