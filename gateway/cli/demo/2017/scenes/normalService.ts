/** Scene 1: normal service. Everything is live; what the hub keeps for bad days, it keeps from what is asked on good ones. */
import { sayCount } from '../say.ts';
import { readSharing } from '../sharing.ts';
import { beginScene, type Scene } from '../story.ts';

export const normalService: Scene = async (story) => {
  const { narrator, inFlight, thirdParties, stage } = story;
  await beginScene(story, 'Normal service', '2026-11-20T12:00');
  const count = inFlight.numbers.length;
  const { parcels, legs, live, asLastSeen } = await inFlight.see();
  const sum = Object.values(legs).reduce((total, each) => total + each, 0);
  const [courier = 0, locker = 0] = [legs['sf-express'], legs['hive-box']];
  narrator.sees('Cainiao', {
    says: `asks for ${sayCount(count)} parcels in flight: ${sayCount(courier)} legs of SF Express, ${sayCount(locker)} of Hive Box, all answered live`,
    expected: { parcels: count, live: sum, asLastSeen: sum, hasBoth: true },
    got: { parcels, live, asLastSeen, hasBoth: courier >= count && locker > count / 2 },
  });
  const { others, customers } = await thirdParties.record();
  narrator.say(
    `Taobao and JD, and Cainiao of other couriers, ask as well: ${others + customers} requests, whose answers are kept to compare.`,
  );
  const sharing = await readSharing(stage.ask, 'cainiao');
  narrator.sees('Cainiao', {
    says: 'has an agreement in force with both',
    expected: { 'sf-express': 'IN_FORCE', 'hive-box': 'IN_FORCE' },
    got: { 'sf-express': sharing.get('sf-express')?.state, 'hive-box': sharing.get('hive-box')?.state },
  });
};
