/** Scene 4: the processes of Hive Box and SF Express are really killed, and SF Express suspends too. */
import { sayCount, sayTime } from '../say.ts';
import { readSharing } from '../sharing.ts';
import { beginScene, poll, type Scene, type Story, type } from '../story.ts';
import { tellInFlight } from '../tellInFlight.ts';
import { tellThirdParties } from '../tellThirdParties.ts';

export const machinesGoDark: Scene = async (story) => {
  const { narrator, stage } = story;
  await beginScene(story, 'Dawn: Hive Box pulls the plug', '2026-11-21T06:00');
  await kill(story, 'hive-box', 'Hive Box');
  await beginScene(story, 'Noon: SF Express stands by Hive Box', '2026-11-21T12:00');
  await kill(story, 'sf-express', 'SF Express');
  await type(story, 'sf-express', 'agreement', 'suspend', 'cainiao', '--reason', 'COMMERCIAL');
  const sharing = (await readSharing(stage.ask, 'cainiao')).get('sf-express');
  const noticeEnds = '2026-11-24T04:00:00Z';
  narrator.sees('Cainiao', {
    says: `is on notice with SF Express too, until ${sayTime(noticeEnds)}; but nobody answers there any more`,
    expected: { state: 'SUSPENSION_NOTICED', by: 'sf-express', next: { state: 'SUSPENDED', at: noticeEnds } },
    got: { state: sharing?.state, by: sharing?.by, next: sharing?.next },
  });
  narrator.say(
    'Both notices still run. What keeps parcels visible now is not the suspension but that the operators are down.',
  );
  await awaitKept(story);
  await tellInFlight(story, 'OPERATOR_UNAVAILABLE');
  await tellThirdParties(story, 'others');
  await tellCustomers(story, 'jd', 'JD', 'hive-box', 'Hive Box');
  await tellCustomers(story, 'taobao', 'Taobao', 'sf-express', 'SF Express');
};

async function kill({ narrator, stage }: Story, code: string, name: string): Promise<void> {
  const pid = stage.operators.pidOf(code) ?? 0;
  await stage.operators.kill(code);
  narrator.command(`kill -9 ${name.toLowerCase().replace(' ', '-')}`);
  narrator.sees(name, {
    says: 'has no process any more',
    expected: { wasRunning: true, isRunning: false },
    got: { wasRunning: pid > 0, isRunning: isRunning(pid) },
  });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The hub writes what it keeps beside the requests; what was answered last is written last. */
async function awaitKept({ inFlight }: Story): Promise<void> {
  for (const operator of ['sf-express', 'hive-box'])
    await poll(
      () => inFlight.countKept(operator),
      ({ kept, legs }) => kept === legs,
    );
}

/** The dispute is none of theirs, but a machine that is off is off for everybody. */
async function tellCustomers(
  { narrator, stage, thirdParties }: Story,
  platform: string,
  name: string,
  operator: string,
  operatorName: string,
): Promise<void> {
  const { legs, live, lastKnown } = await thirdParties.countInFlight(platform, operator);
  const state = (await readSharing(stage.ask, platform)).get(operator)?.state;
  narrator.sees(name, {
    says: `still has its agreement with ${operatorName}, and sees last known values of its own ${sayCount(legs)} legs in flight there while the machine is off`,
    expected: { state: 'IN_FORCE', live: 0, lastKnown: legs, hasAny: true },
    got: { state, live, lastKnown, hasAny: legs > 0 },
  });
}
