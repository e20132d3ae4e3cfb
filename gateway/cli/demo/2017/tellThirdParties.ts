/** Tells whether third parties notice anything. */
import { sayCount } from './say.ts';
import type { Story } from './story.ts';
import type { ThirdPartyGroup } from './thirdParties.ts';

const WHAT: Readonly<Record<ThirdPartyGroup, string>> = {
  others:
    'Taobao, JD and Cainiao ask for parcels of ZTO, China Post and InPost, and Taobao and JD how they stand with everybody',
  customers: 'Taobao asks for its parcels with SF Express, JD for its with Hive Box',
};

/** Asks again what was asked in the first scene, and compares byte for byte. */
export async function tellThirdParties(
  { narrator, thirdParties }: Story,
  group: ThirdPartyGroup,
): Promise<void> {
  const { requests, parcels, different } = await thirdParties.compare(group);
  narrator.sees('third parties', {
    says: `notice nothing: ${WHAT[group]}; ${requests} requests for ${sayCount(parcels)} parcels are answered as before, byte for byte: ${different.length} differences`,
    expected: { isAsked: true, different: [] },
    got: { isAsked: requests > 1, different },
  });
}
