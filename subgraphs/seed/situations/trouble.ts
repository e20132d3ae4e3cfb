/**
 * Situations in which something goes wrong between the sender and the recipient: failed attempts, returns, losses,
 * delays and lockers that nobody comes to.
 */
import type { EventReason } from '../../kit/contract.ts';
import type { HappeningKind } from '../happenings.ts';
import type { OperatorCode, TrueLeg } from '../journey.ts';
import { carry, collect, deliver, post, runOut, sendBack, setOut, store } from '../stretches.ts';
import type { Trip } from '../trip.ts';
import type { Situation, Situations } from './situation.ts';

const COURIERS: readonly OperatorCode[] = ['sf-express', 'zto', 'china-post'];

/** A courier has brought the parcel to the recipient's city. */
function bring(trip: Trip, operator: OperatorCode = trip.random.pick(COURIERS)): TrueLeg {
  const leg = post(trip, operator);
  carry(trip, leg, trip.origin, trip.destination);
  return leg;
}

/** A failed attempt, and a second one that succeeds or a return. */
function attempt(
  kind: HappeningKind,
  operator: OperatorCode,
  about: string,
  then: 'again' | 'back',
): Situation {
  return {
    weight: 12,
    about,
    standsAt: kind,
    build: (trip) => {
      const leg = bring(trip, trip.random.chance(0.6) ? operator : 'sf-express');
      setOut(trip, leg);
      trip.wait(30, 300);
      trip.log(leg, kind, trip.journey.recipient, { reason: 'CUSTOMER' });
      trip.forecast(leg, 'CARRIER', 1, 'CUSTOMER');
      if (then === 'again') deliver(trip, leg);
      else sendBack(trip, leg);
    },
  };
}

/** Something happens on the line, after which the parcel goes on or does not. */
function onTheLine(
  kind: HappeningKind,
  about: string,
  { operators, reason, goesOn }: { operators: readonly OperatorCode[]; reason: EventReason; goesOn: boolean },
): Situation {
  return {
    weight: 9,
    about,
    standsAt: kind,
    build: (trip) => {
      const leg = post(trip, trip.random.pick(operators));
      trip.wait(60, 300);
      trip.log(leg, 'arrived', trip.origin);
      trip.wait(60, 300);
      trip.log(leg, 'departed', trip.origin);
      trip.wait(300, 1500);
      trip.log(leg, kind, trip.destination, { reason });
      if (goesOn) trip.forecast(leg, 'CARRIER', 3, reason);
      if (!goesOn) return;
      trip.wait(600, 2400);
      trip.log(leg, 'arrived', trip.destination);
      trip.wait(60, 300);
      trip.log(leg, 'destinationCity', trip.destination);
      deliver(trip, leg);
    },
  };
}

/** The parcel lies in a Hive Box locker until its time runs out. */
function overstay(trip: Trip): { readonly courier: TrueLeg; readonly locker: TrueLeg } {
  const courier = bring(trip, trip.random.pick(['sf-express', 'sf-express', 'zto']));
  const locker = trip.addLeg('hive-box');
  store(trip, courier, locker);
  runOut(trip, locker);
  return { courier, locker };
}

function takeOut(trip: Trip, courier: TrueLeg, locker: TrueLeg): void {
  const spot = locker.stay?.spot ?? trip.destination;
  trip.wait(300, 2000);
  trip.log(locker, 'removed', spot);
  // ZTO's states have no word for it; its next record is the return or the round.
  if (courier.operator === 'sf-express') trip.log(courier, 'removed', spot);
}

/** Situations in which something goes wrong. */
export const TROUBLE: Situations = {
  'failed-nobody-home': attempt('nobody', 'zto', 'Nobody was at home; the courier comes again.', 'again'),
  'failed-closed': attempt(
    'closed',
    'sf-express',
    'The office was closed; the courier comes again.',
    'again',
  ),
  'failed-wrong-address': attempt(
    'wrongAddress',
    'china-post',
    'The address is incomplete; the courier comes again.',
    'again',
  ),
  'failed-fees-unpaid': attempt(
    'unpaid',
    'china-post',
    'Duties are unpaid; the courier comes again.',
    'again',
  ),
  'failed-refused': attempt(
    'refused',
    'sf-express',
    'The recipient refuses the parcel; it goes back.',
    'back',
  ),
  'returning-to-sender': {
    weight: 12,
    about: 'The parcel is on its way back to the sender.',
    standsAt: 'returning',
    build: (trip) => {
      const leg = bring(trip);
      setOut(trip, leg);
      trip.wait(30, 300);
      trip.log(leg, 'refused', trip.journey.recipient, { reason: 'CUSTOMER' });
      sendBack(trip, leg);
    },
  },
  'returned-to-sender': {
    weight: 12,
    about: 'Nobody was there twice; the parcel is back with the sender.',
    build: (trip) => {
      const leg = bring(trip);
      for (let round = 0; round < 2; round++) {
        setOut(trip, leg);
        trip.wait(30, 300);
        trip.log(leg, 'nobody', trip.journey.recipient, { reason: 'CUSTOMER' });
      }
      sendBack(trip, leg);
    },
  },
  'delayed-by-weather': onTheLine('delayed', 'A storm holds the parcel up; the estimate was changed.', {
    operators: COURIERS,
    reason: 'WEATHER',
    goesOn: true,
  }),
  'delayed-by-flight': onTheLine(
    'delayed',
    'A cancelled flight holds the parcel up; the estimate was changed.',
    {
      operators: ['sf-express', 'china-post'],
      reason: 'FLIGHT',
      goesOn: true,
    },
  ),
  damaged: onTheLine('damaged', 'The parcel was damaged in sorting.', {
    operators: COURIERS,
    reason: 'PROCESSING',
    goesOn: false,
  }),
  lost: onTheLine('lost', 'The parcel was lost on the line.', {
    operators: ['sf-express', 'china-post'],
    reason: 'PROCESSING',
    goesOn: false,
  }),
  destroyed: onTheLine('destroyed', 'The parcel was destroyed in an accident.', {
    operators: ['sf-express', 'china-post'],
    reason: 'OTHER',
    goesOn: false,
  }),
  'overdue-in-locker': {
    weight: 15,
    about: 'The pickup time in a Hive Box locker has run out, and a fee is due.',
    standsAt: 'overdue',
    build: (trip) => {
      const { courier, locker } = overstay(trip);
      collect(trip, courier, locker, trip.random.int(6, 40));
    },
  },
  'removed-from-locker': {
    weight: 10,
    about: 'The courier took an overdue parcel out of the Hive Box locker and delivered it at the door.',
    build: (trip) => {
      const { courier, locker } = overstay(trip);
      takeOut(trip, courier, locker);
      deliver(trip, courier);
    },
  },
  'removed-from-locker-and-returned': {
    weight: 10,
    about: 'The courier took an overdue parcel out of the Hive Box locker; it went back to the sender.',
    build: (trip) => {
      const { courier, locker } = overstay(trip);
      takeOut(trip, courier, locker);
      sendBack(trip, courier);
    },
  },
  'collected-then-returning': {
    weight: 8,
    about: 'The recipient collected the parcel from a locker, then refused it: it is on its way back.',
    standsAt: 'returning',
    build: (trip) => {
      const courier = bring(trip, 'sf-express');
      const locker = trip.addLeg('hive-box');
      store(trip, courier, locker);
      collect(trip, courier, locker, 3);
      trip.wait(300, 1500);
      sendBack(trip, courier);
    },
  },
  redirected: {
    weight: 10,
    about: 'The recipient had the parcel sent on to another address.',
    build: (trip) => {
      const leg = bring(trip, trip.random.pick(['sf-express', 'zto']));
      trip.wait(60, 300);
      trip.log(leg, 'redirected', trip.destination);
      deliver(trip, leg);
    },
  },
  cancelled: {
    weight: 10,
    about: 'The sender withdrew the parcel before it was handed over.',
    build: (trip) => {
      const leg = trip.addLeg(trip.random.pick(['zto', 'china-post', 'sf-express']));
      trip.log(leg, 'label', trip.journey.sender);
      trip.wait(60, 2000);
      trip.log(leg, 'cancelled', trip.journey.sender);
    },
  },
  silent: {
    weight: 12,
    about: 'No courier has scanned the parcel for more than 30 days.',
    startedDaysAgo: [45, 75],
    standsAt: 'departed',
    build: (trip) => {
      const leg = post(trip, trip.random.pick(COURIERS));
      trip.wait(60, 300);
      trip.log(leg, 'arrived', trip.origin);
      trip.wait(60, 300);
      trip.log(leg, 'departed', trip.origin);
    },
  },
};
