/** What the demo tells its sandbox: platforms to view as, its agreements, and parcels worth looking at. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import platforms from '../../../schema/demo/platforms.json' with { type: 'json' };
import type { AgreementFile } from '../../agreements/agreement.ts';
import { HUB_ID } from '../../identity/issueGrant.ts';
import { openProfileKey, readProfile } from '../../identity/profile.ts';
import { writeTokenForm } from '../../identity/signAssertion.ts';
import type { SandboxDemo } from '../../sandbox/server/sandboxDemo.ts';
import type { DemoManifest } from './seedDemo.ts';

/** A large request asks for as many. */
const NUMBERS = 100;

/** `readManifest` gives nothing until the data are there. */
export function createDemoSandbox(
  agreements: readonly AgreementFile[],
  readManifest: () => DemoManifest | undefined,
  dataDir: string,
): SandboxDemo {
  return {
    platforms: platforms.platforms,
    readAgreements: () => agreements,
    writeTokenForm(platform, purposes) {
      const profile = readProfile(join(dataDir, 'profiles', `${platform}.json`));
      if (profile?.kind !== 'platform') return undefined;
      const key = openProfileKey(profile);
      return writeTokenForm({ key, platform, audience: HUB_ID, now: Date.now(), id: randomUUID() }, purposes);
    },
    readParcels() {
      const { stories = {}, benchParcels = [] } = readManifest() ?? {};
      const told = Object.entries(stories).map(([name, { trackingNumber, about }]) => ({
        name,
        trackingNumber,
        about,
      }));
      return { stories: told, numbers: benchParcels.slice(0, NUMBERS) };
    },
  };
}
