/** Tells whether third parties notice anything. */
import { sayCount } from './say.ts';
import type { Story } from './story.ts';
import type { ThirdPartyGroup } from './thirdParties.ts';

const WHO: Readonly<Record<ThirdPartyGroup, string>> = {
  others:
    'Taobao, JD and Cainiao of ZTO, China Post and InPost, and of how Taobao and JD stand with everybody',
  customers: 'Taobao of SF Express, and JD of Hive Box',
};

/** Asks again what was asked in the first scene, and compares byte for byte. */
export async function tellThirdParties(
  { narrator, thirdParties }: Story,
  group: ThirdPartyGroup,
): Promise<void> {
  const { requests, parcels, different } = await thirdParties.compare(group);
  narrator.sees('third parties', {
    says: `notice nothing: ${WHO[group]} are answered as before, byte for byte; ${requests} requests, ${sayCount(parcels)} parcels, ${different.length} differences`,
    expected: { isAsked: true, different: [] },
    got: { isAsked: requests > 1, different },
  });
}
