/** Scene 3: at night, and without a cause, Cainiao suspends its agreement with Hive Box. So notice applies: nothing ends tonight. */
import { sayTime } from '../say.ts';
import { readSharing } from '../sharing.ts';
import { beginScene, type Scene, type } from '../story.ts';
import { tellThirdParties } from '../tellThirdParties.ts';

export const nightSuspension: Scene = async (story) => {
  const { narrator, stage, inFlight } = story;
  await beginScene(story, 'The night: Hive Box is to be cut off', '2026-11-21T00:30');
  narrator.say(
    'Cainiao suspends, and names no cause. Only a breach, a security incident or a regulator would do at once.',
  );
  await type(story, 'cainiao', 'agreement', 'suspend', 'hive-box', '--reason', 'UNSPECIFIED');
  const noticeEnds = '2026-11-23T16:30:00Z';
  const sharing = (await readSharing(stage.ask, 'cainiao')).get('hive-box');
  narrator.sees('Cainiao', {
    says: `is on notice with Hive Box: 72 hours, until ${sayTime(noticeEnds)}`,
    expected: {
      state: 'SUSPENSION_NOTICED',
      by: 'cainiao',
      reason: 'UNSPECIFIED',
      next: { state: 'SUSPENDED', at: noticeEnds },
    },
    got: { state: sharing?.state, by: sharing?.by, reason: sharing?.reason, next: sharing?.next },
  });
  const shown = await stage.hub('hive-box', 'agreement', 'show', 'cainiao', '--format', 'json');
  const stops = (JSON.parse(shown.out) as { stops: readonly { by: string; declaredAt: string }[] }).stops;
  narrator.sees('Hive Box', {
    says: 'sees who declared it, and when, in a record that Cainiao signed',
    expected: [{ by: 'cainiao', at: '2026-11-20T16:30:00.000Z' }],
    got: stops.map(({ by, declaredAt }) => ({ by, at: new Date(declaredAt).toISOString() })),
  });
  const { parcels, legs, live, asLastSeen } = await inFlight.see(1);
  const sum = Object.values(legs).reduce((total, each) => total + each, 0);
  narrator.sees('Cainiao', {
    says: 'is answered live all night, as before',
    expected: { parcels: 100, live: sum, asLastSeen: sum },
    got: { parcels, live, asLastSeen },
  });
  await tellThirdParties(story, 'others');
  await tellThirdParties(story, 'customers');
};
