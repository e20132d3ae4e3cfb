/**
 * Situations that cross a border: from China into Polish lockers, from abroad to a Chinese door, and customs.
 */
import type { OperatorCode, TrueLeg } from '../journey.ts';
import { cityByCode } from '../places.ts';
import {
  announce,
  carry,
  carryToCentre,
  clearImport,
  collect,
  crossBorder,
  deliver,
  handOver,
  openStay,
  post,
} from '../stretches.ts';
import type { Trip } from '../trip.ts';
import type { Situations } from './situation.ts';

const GATEWAYS = ['SHA', 'CAN', 'SZX', 'BJS'] as const;

/** InPost knows of the parcel from the order on: the recipient chose the locker when ordering. */
function preannounceLocker(trip: Trip): TrueLeg {
  const locker = trip.addLeg('inpost');
  const stay = openStay(trip, locker, { consent: 'CHOSEN_AT_ORDER' });
  trip.log(locker, 'label', stay.spot);
  trip.wait(2, 20);
  return locker;
}

/** InPost's own line inside Poland, from the gateway to the locker. */
function carryToLocker(trip: Trip, locker: TrueLeg): void {
  const { stay } = locker;
  if (stay === null) throw new Error('the locker leg has no locker');
  const gateway = cityByCode('WAW');
  trip.wait(120, 600);
  trip.log(locker, 'arrived', gateway);
  trip.wait(200, 700);
  trip.log(locker, 'departed', gateway);
  trip.wait(200, 500);
  trip.log(locker, 'destinationCity', trip.destination);
  trip.waitForRound(trip.destination, 6);
  trip.log(locker, 'outToLocker', stay.spot);
  trip.wait(60, 400);
  trip.log(locker, 'stored', stay.spot);
}

/** From China to Poland: couriers in turn, the last of them hands over to InPost in Warsaw. */
function goToPoland(
  trip: Trip,
  couriers: readonly [OperatorCode, ...OperatorCode[]],
  hours?: number,
): TrueLeg {
  const locker = preannounceLocker(trip);
  let leg = startAbroad(trip, couriers[0], locker);
  const gateway = cityByCode(trip.random.pick(GATEWAYS));
  if (gateway !== trip.origin) carryToCentre(trip, leg, trip.origin, gateway);
  const [, second] = couriers;
  if (second !== undefined) {
    leg = handOver(trip, leg, second, gateway);
    moveToEnd(trip, locker);
  }
  const warsaw = cityByCode('WAW');
  crossBorder(trip, leg, gateway, warsaw);
  clearImport(trip, leg, warsaw);
  trip.wait(60, 300);
  trip.log(leg, 'handedOver', warsaw);
  leg.handedTo = locker;
  carryToLocker(trip, locker);
  collect(trip, null, locker, hours ?? trip.random.int(2, 40));
  return leg;
}

/** The courier's leg comes before the locker's, though the locker was told first. */
function startAbroad(trip: Trip, operator: OperatorCode, locker: TrueLeg): TrueLeg {
  const leg = post(trip, operator);
  moveToEnd(trip, locker);
  return leg;
}

function moveToEnd(trip: Trip, leg: TrueLeg): void {
  const { legs } = trip.journey;
  legs.push(...legs.splice(legs.indexOf(leg), 1));
}

/** China Post posts in China and presents to a Polish customs office that asks for something. */
function presentInPoland(trip: Trip): { readonly leg: TrueLeg; readonly locker: TrueLeg } {
  const locker = preannounceLocker(trip);
  const leg = startAbroad(trip, 'china-post', locker);
  const gateway = cityByCode('CAN');
  if (gateway !== trip.origin) carryToCentre(trip, leg, trip.origin, gateway);
  crossBorder(trip, leg, gateway, cityByCode('WAW'));
  trip.wait(100, 600);
  trip.log(leg, 'customsPresented', cityByCode('WAW'));
  trip.wait(300, 1500);
  return { leg, locker };
}

function finishInPoland(trip: Trip, leg: TrueLeg, locker: TrueLeg): void {
  trip.wait(1500, 6000);
  trip.log(leg, 'customsReleased', cityByCode('WAW'));
  trip.wait(60, 300);
  trip.log(leg, 'handedOver', cityByCode('WAW'));
  leg.handedTo = locker;
  carryToLocker(trip, locker);
  collect(trip, null, locker, trip.random.int(2, 40));
}

/** Situations across borders. */
export const ABROAD: Situations = {
  'china-post-to-inpost': {
    weight: 35,
    about: 'China Post carries the parcel to Warsaw; InPost takes it to a locker in Poland.',
    to: 'PL',
    build: (trip) => void goToPoland(trip, ['china-post']),
  },
  'waiting-in-inpost-locker': {
    weight: 10,
    about: 'A parcel from China Post waits in an InPost locker in Poland.',
    to: 'PL',
    startedDaysAgo: [6, 16],
    standsAt: 'stored',
    build: (trip) => void goToPoland(trip, ['china-post'], 47),
  },
  'sf-to-inpost': {
    weight: 20,
    about: 'SF Express carries the parcel to Warsaw; InPost takes it to a locker in Poland.',
    to: 'PL',
    build: (trip) => void goToPoland(trip, ['sf-express']),
  },
  'zto-china-post-inpost': {
    weight: 20,
    about: 'ZTO collects, China Post crosses the border, and InPost stores the parcel in Poland: three legs.',
    to: 'PL',
    build: (trip) => void goToPoland(trip, ['zto', 'china-post']),
  },
  'from-abroad-by-china-post': {
    weight: 20,
    about: 'A foreign post takes the parcel; China Post records its scans abroad and delivers in China.',
    from: 'FOREIGN',
    build: (trip) => {
      const leg = post(trip, 'china-post');
      trip.wait(60, 300);
      trip.log(leg, 'arrived', trip.origin);
      const gateway = cityByCode(trip.random.pick(GATEWAYS));
      crossBorder(trip, leg, trip.origin, gateway);
      clearImport(trip, leg, gateway);
      carry(trip, leg, gateway, trip.destination);
      deliver(trip, leg);
    },
  },
  'from-an-inpost-locker-to-china': {
    weight: 12,
    about: 'The sender leaves the parcel in an InPost locker in Poland; China Post brings it to China.',
    from: 'PL',
    build: (trip) => {
      const locker = trip.addLeg('inpost');
      const spot = trip.spot('LOCKER', trip.journey.sender);
      openStay(trip, locker, { spot, consent: 'CHOSEN_AT_ORDER' });
      trip.log(locker, 'label', spot);
      trip.wait(30, 600);
      trip.log(locker, 'dropped', spot);
      trip.wait(60, 900);
      trip.log(locker, 'takenFromLocker', spot);
      trip.wait(60, 300);
      trip.log(locker, 'arrived', trip.origin);
      trip.wait(60, 300);
      trip.log(locker, 'departed', trip.origin);
      trip.wait(300, 700);
      const leg = trip.addLeg('china-post');
      announce(trip, leg);
      trip.wait(5, 60);
      trip.log(leg, 'accepted', cityByCode('WAW'));
      const gateway = cityByCode('SHA');
      crossBorder(trip, leg, cityByCode('WAW'), gateway);
      clearImport(trip, leg, gateway);
      carry(trip, leg, gateway, trip.destination);
      deliver(trip, leg);
    },
  },
  'customs-hold': {
    weight: 8,
    about: 'Polish customs hold a parcel that China Post presented.',
    to: 'PL',
    standsAt: 'customsHold',
    build: (trip) => {
      const { leg, locker } = presentInPoland(trip);
      trip.log(leg, 'customsHold', cityByCode('WAW'), { reason: 'AUTHORITY' });
      trip.forecast(leg, 'CARRIER', 8, 'AUTHORITY');
      finishInPoland(trip, leg, locker);
    },
  },
  'customs-need-information': {
    weight: 8,
    about: 'Polish customs ask the recipient for the invoice of a parcel that China Post presented.',
    to: 'PL',
    standsAt: 'customsNeedsInfo',
    build: (trip) => {
      const { leg, locker } = presentInPoland(trip);
      trip.log(leg, 'customsNeedsInfo', cityByCode('WAW'), { reason: 'AUTHORITY' });
      finishInPoland(trip, leg, locker);
    },
  },
  'inpost-overdue': {
    weight: 8,
    about: 'Nobody came to the InPost locker in time; the parcel is on its way back.',
    to: 'PL',
    standsAt: 'returning',
    build: (trip) => void overdueInPoland(trip, 'return'),
  },
  'inpost-extended': {
    weight: 8,
    about: 'The recipient had the time in the InPost locker extended by 48 hours.',
    to: 'PL',
    build: (trip) => void overdueInPoland(trip, 'extend'),
  },
  'inpost-temporary-locker': {
    weight: 8,
    about: 'The chosen InPost locker was full: the parcel waits in another one nearby.',
    to: 'PL',
    standsAt: 'temporary',
    build: (trip) => void overdueInPoland(trip, 'temporary'),
  },
};

/** InPost keeps a parcel for 48 hours, reminds after 24 and may extend by 48 once 36 have passed. */
function overdueInPoland(trip: Trip, end: 'return' | 'extend' | 'temporary'): void {
  const locker = preannounceLocker(trip);
  const { stay } = locker;
  const leg = startAbroad(trip, 'china-post', locker);
  if (stay === null) throw new Error('the locker leg has no locker');
  const gateway = cityByCode('SHA');
  if (gateway !== trip.origin) carryToCentre(trip, leg, trip.origin, gateway);
  crossBorder(trip, leg, gateway, cityByCode('WAW'));
  clearImport(trip, leg, cityByCode('WAW'));
  trip.wait(60, 300);
  trip.log(leg, 'handedOver', cityByCode('WAW'));
  leg.handedTo = locker;
  carryToLocker(trip, locker);
  const storedAt = trip.at;
  if (end === 'temporary') {
    trip.wait(1, 5);
    trip.log(locker, 'temporary', { ...stay.spot, number: stay.spot.number + 1 });
    collect(trip, null, locker, 46);
    return;
  }
  trip.at = storedAt + 24 * 3_600_000;
  trip.log(locker, 'reminded', stay.spot);
  if (end === 'extend') {
    stay.extension = { at: storedAt + 37 * 3_600_000, hours: 48 };
    trip.at = storedAt + trip.random.int(50, 90) * 3_600_000;
    trip.log(locker, 'collected', stay.spot);
    return;
  }
  trip.at = storedAt + 48 * 3_600_000;
  trip.log(locker, 'overdue', stay.spot);
  trip.wait(600, 1500);
  trip.log(locker, 'returning', trip.destination);
}
