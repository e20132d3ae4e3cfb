/** Scene 2: Cainiao asks Hive Box for parcels that are not its own, and for its customers' private data. */
import { beginScene, poll, type Scene, type Story } from '../story.ts';

const NUMBERS = 100;
const QUERY = `query Curious($numbers: [ID!]!) {
  parcels(trackingNumbers: $numbers) {
    status legs { operator { code } status recipient { name phone } ... on LockerLeg { pickupCode deadline } }
  }
}`;

export const foreignParcels: Scene = async (story) => {
  const { narrator, stage } = story;
  await beginScene(story, 'Cainiao asks for what is not its own', '2026-11-20T15:00');
  const lockers = stage.legs.filter(({ operator }) => operator === 'hive-box');
  const foreign = lockers
    .filter(({ platform }) => platform === 'jd' || platform === 'taobao')
    .slice(0, NUMBERS);
  const asked = (numbers: readonly string[]) => stage.ask('cainiao', QUERY, { numbers }, 'RECIPIENT_NOTICE');
  const answer = await asked(foreign.map(({ waybill }) => waybill));
  const found = ((answer.data?.['parcels'] ?? []) as readonly unknown[]).filter((parcel) => parcel !== null);
  narrator.sees('Cainiao', {
    says: `asks for names, phones and pickup codes of ${foreign.length} parcels of JD and Taobao in Hive Box lockers, and gets none`,
    expected: { asked: NUMBERS, found: 0 },
    got: { asked: foreign.length, found: found.length },
  });
  const invented = await asked(Array.from({ length: NUMBERS }, (_, index) => `FC${999_999_000_000 + index}`));
  narrator.sees('Cainiao', {
    says: 'cannot tell them from numbers that do not exist: the two answers are the same, byte for byte',
    expected: JSON.stringify(invented),
    got: JSON.stringify(answer),
  });
  await askForOwn(story);
};

/** Of its own parcels it learns no more of people; and it is the request for these that Hive Box sees first of all. */
async function askForOwn({ narrator, stage }: Story): Promise<void> {
  const own = stage.legs.find(
    ({ operator, platform, status, acceptedAt }) =>
      operator === 'hive-box' &&
      platform === 'cainiao' &&
      status === 'AVAILABLE_FOR_PICKUP' &&
      acceptedAt !== null,
  );
  const { data, extensions } = await stage.ask(
    'cainiao',
    QUERY,
    { numbers: [own?.waybill] },
    'RECIPIENT_NOTICE',
  );
  const [parcel] = (data?.['parcels'] ?? []) as readonly { readonly legs: readonly OwnLeg[] }[];
  const leg = parcel?.legs.find(({ operator }) => operator.code === 'hive-box');
  const notShared = (extensions?.disclosure?.withheld ?? [])
    .filter(({ operator, code }) => operator === 'hive-box' && code === 'NOT_SHARED')
    .flatMap(({ fields }) => fields.map(({ field }) => field));
  narrator.sees('Cainiao', {
    says: 'gets status and deadline of its own, no person and no pickup code, and is told why: NOT_SHARED',
    expected: {
      status: 'AVAILABLE_FOR_PICKUP',
      hasDeadline: true,
      recipient: null,
      pickupCode: null,
      notShared: ['LockerLeg.pickupCode', 'LockerLeg.recipient'],
    },
    got: {
      status: leg?.status,
      hasDeadline: typeof leg?.deadline === 'string',
      recipient: leg?.recipient,
      pickupCode: leg?.pickupCode,
      notShared,
    },
  });
  // Its log has requests in the order of their coming: once this one is there, whatever came before is.
  const curious = () =>
    stage.operators.requestsOf('hive-box').filter(({ purpose }) => purpose === 'RECIPIENT_NOTICE');
  const requests = await poll(curious, (found) => found.length > 0);
  narrator.sees('Hive Box', {
    says: 'finds one request of these in its own log, for that one parcel: of the others it was not even asked',
    expected: [{ platform: 'cainiao', entities: 1 }],
    got: requests.map(({ platform, entities }) => ({ platform, entities })),
  });
}

interface OwnLeg {
  readonly operator: { readonly code: string };
  readonly status: string | null;
  readonly deadline?: string | null;
  readonly recipient: unknown;
  readonly pickupCode?: string | null;
}
