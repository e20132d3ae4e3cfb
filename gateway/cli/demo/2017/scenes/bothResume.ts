/** Scene 7: the machines come back, both sides resume, and the dispute is settled. */
import { sayCount } from '../say.ts';
import { readSharing } from '../sharing.ts';
import { beginScene, type Scene, type Story, type } from '../story.ts';
import { tellThirdParties } from '../tellThirdParties.ts';

export const bothResume: Scene = async (story) => {
  const { narrator, stage, inFlight } = story;
  await beginScene(story, 'The machines come back', '2026-11-25T09:00');
  await Promise.all([stage.operators.restart('hive-box'), stage.operators.restart('sf-express')]);
  await tellThirdParties(story, 'customers');
  const { parcels, live, lastKnown } = await inFlight.see(1);
  narrator.sees('Cainiao', {
    says: 'stays on last known values: its suspensions stand, whether machines run or not',
    expected: { parcels: 100, live: 0, isSuspended: true },
    got: { parcels, live, isSuspended: Object.keys(lastKnown).every((key) => key.endsWith(' SUSPENDED')) },
  });
  await beginScene(story, 'Both resume', '2026-11-25T10:00');
  await type(story, 'cainiao', 'agreement', 'resume', 'hive-box');
  await type(story, 'sf-express', 'agreement', 'resume', 'cainiao');
  for (const pair of ['hive-box--cainiao', 'sf-express--cainiao'])
    await type(story, 'state-post-bureau', 'agreement', 'settle', pair);
  await tellLive(story);
  await tellThirdParties(story, 'others');
  await tellThirdParties(story, 'customers');
};

async function tellLive({ narrator, stage, inFlight }: Story): Promise<void> {
  const count = 1_000;
  const { parcels, legs, live, asLastSeen } = await inFlight.see(10);
  const sum = Object.values(legs).reduce((total, each) => total + each, 0);
  narrator.sees('Cainiao', {
    says: `is answered live again, as on the first day: ${sayCount(asLastSeen)} legs of ${sayCount(parcels)} parcels`,
    expected: { parcels: count, live: sum, asLastSeen: sum },
    got: { parcels, live, asLastSeen },
  });
  const sharing = await readSharing(stage.ask, 'cainiao');
  const standing = (code: string) => {
    const { state, disputed, measure } = sharing.get(code) ?? {};
    return { state, disputed, measure };
  };
  const settled = { state: 'IN_FORCE', disputed: false, measure: null };
  narrator.sees('Cainiao', {
    says: 'stands with both as before; the records of all of it stay, with both sides',
    expected: { 'hive-box': settled, 'sf-express': settled },
    got: { 'hive-box': standing('hive-box'), 'sf-express': standing('sf-express') },
  });
}
