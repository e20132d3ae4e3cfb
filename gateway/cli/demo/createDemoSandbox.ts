/** What the demo tells its sandbox: platforms to view as, its agreements, and parcels worth looking at. */
import platforms from '../../../schema/demo/platforms.json' with { type: 'json' };
import type { AgreementFile } from '../../agreements/agreement.ts';
import type { SandboxDemo } from '../../sandbox/server/sandboxDemo.ts';
import type { DemoManifest } from './seedDemo.ts';

/** A large request asks for as many. */
const NUMBERS = 100;

/** `readManifest` gives nothing until the data are there. */
export function createDemoSandbox(
  agreements: readonly AgreementFile[],
  readManifest: () => DemoManifest | undefined,
): SandboxDemo {
  return {
    platforms: platforms.platforms,
    readAgreements: () => agreements,
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
