/** Scene 5: the notice of both ends; the clock is moved over it. Taobao looks who shares what, and until when. */
import { sayDay } from '../say.ts';
import { readSharing } from '../sharing.ts';
import { beginScene, type Scene, type Story } from '../story.ts';
import { tellInFlight } from '../tellInFlight.ts';
import { tellThirdParties } from '../tellThirdParties.ts';

export const noticeEnds: Scene = async (story) => {
  const { narrator, stage } = story;
  await beginScene(story, 'Three days later: both suspensions are in effect', '2026-11-24T13:00');
  const sharing = await readSharing(stage.ask, 'cainiao');
  const stateOf = (code: string) => {
    const { state, by, since } = sharing.get(code) ?? {};
    return { state, by, since };
  };
  narrator.sees('Cainiao', {
    says: 'is suspended from both, by whom and since when it is told',
    expected: {
      'hive-box': { state: 'SUSPENDED', by: 'cainiao', since: '2026-11-23T16:30:00Z' },
      'sf-express': { state: 'SUSPENDED', by: 'sf-express', since: '2026-11-24T04:00:00Z' },
    },
    got: { 'hive-box': stateOf('hive-box'), 'sf-express': stateOf('sf-express') },
  });
  await tellInFlight(story, 'SUSPENDED');
  await tellThirdParties(story, 'others');
  await lookAsTaobao(story);
};

/** In 2017 Taobao took SF Express from its list. Here it sees that it need not. */
async function lookAsTaobao({ narrator, stage }: Story): Promise<void> {
  const sharing = await readSharing(stage.ask, 'taobao');
  narrator.table([
    ['operator', 'shares with Taobao', 'until', 'fields'],
    ...[...sharing.values()].map(({ name, state, until, fields }) => [
      name,
      state,
      until === null ? '' : sayDay(until),
      String(fields.length),
    ]),
  ]);
  const until = '2027-12-31T16:00:00Z';
  narrator.sees('Taobao', {
    says: 'sees that SF Express and ZTO share with it as ever, until the end of 2027; of the dispute of others it is told nothing',
    expected: {
      'sf-express': { state: 'IN_FORCE', until, disputed: false, hasFields: true },
      zto: { state: 'IN_FORCE', until, disputed: false, hasFields: true },
      'china-post': { state: 'NONE', until: null, disputed: null, hasFields: false },
      'hive-box': { state: 'NONE', until: null, disputed: null, hasFields: false },
      inpost: { state: 'NONE', until: null, disputed: null, hasFields: false },
    },
    got: Object.fromEntries(
      [...sharing].map(([code, { state, until: end, disputed, fields }]) => [
        code,
        { state, until: end, disputed, hasFields: fields.length > 0 },
      ]),
    ),
  });
}
