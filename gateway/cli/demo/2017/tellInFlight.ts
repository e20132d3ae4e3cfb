/** Tells what Cainiao sees of its parcels in flight while no operator answers. */
import { sayCount } from './say.ts';
import type { Story } from './story.ts';

const WHY: Readonly<Record<string, string>> = {
  OPERATOR_UNAVAILABLE: 'the operators are down, whatever their notice says',
  SUSPENDED: 'sharing is suspended on both sides',
};

/** Asks for all of them; `code` is why each leg is answered from last known values. */
export async function tellInFlight({ narrator, inFlight }: Story, code: string): Promise<void> {
  const count = inFlight.numbers.length;
  const { parcels, legs, live, lastKnown, asLastSeen, beyondFloor } = await inFlight.see();
  const sum = Object.values(legs).reduce((total, each) => total + each, 0);
  narrator.sees('Cainiao', {
    says: `still sees ${sayCount(parcels)} of ${sayCount(count)} parcels in flight: status, place, estimate and deadline of ${sayCount(asLastSeen)} legs are as last seen, each with that time as \`asOf\`, and nothing else (${code}: ${WHY[code] ?? code})`,
    expected: {
      parcels: count,
      live: 0,
      asLastSeen: sum,
      beyondFloor: 0,
      lastKnown: toLastKnown(legs, code),
    },
    got: { parcels, live, asLastSeen, beyondFloor, lastKnown: { ...lastKnown } },
  });
}

/** Every leg of every operator, for this one reason. */
function toLastKnown(legs: Readonly<Record<string, number>>, code: string): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(legs).map(([operator, count]) => [`${operator} ${code}`, count]));
}
