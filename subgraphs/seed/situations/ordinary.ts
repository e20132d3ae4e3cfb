/**
 * Situations in which nothing goes wrong: one courier or two, a door, a proxy, a station or a locker.
 */
import { HOUR } from '../clock.ts';
import type { OperatorCode } from '../journey.ts';
import { carry, collect, deliver, handOver, openStay, post, setOut, store } from '../stretches.ts';
import type { Trip } from '../trip.ts';
import type { Situations } from './situation.ts';

const COURIERS: readonly OperatorCode[] = ['sf-express', 'zto', 'china-post'];

/** The couriers of a parcel with so many of them, and whether a locker ends the journey. */
function travel(trip: Trip, couriers: readonly OperatorCode[], end: 'door' | 'locker', hours?: number): void {
  const [first = 'sf-express', second] = couriers;
  const by = trip.random.chance(0.15) ? 'agent' : 'carrier';
  let leg = post(trip, first, by);
  carry(trip, leg, trip.origin, trip.destination);
  if (second !== undefined) leg = handOver(trip, leg, second, trip.destination);
  if (end === 'door') {
    deliver(trip, leg);
    return;
  }
  const locker = trip.addLeg('hive-box');
  store(trip, leg, locker);
  collect(trip, leg, locker, hours ?? trip.random.int(1, 40));
}

function pickCouriers(trip: Trip): readonly OperatorCode[] {
  const first = trip.random.pick(['zto', 'zto', 'china-post', 'sf-express'] as const);
  return [first, first === 'sf-express' ? 'zto' : 'sf-express'];
}

/** Ordinary situations. */
export const ORDINARY: Situations = {
  'delivered-at-home': {
    weight: 260,
    about: 'One courier carries the parcel to the door.',
    build: (trip) => travel(trip, [trip.random.pick(COURIERS)], 'door'),
  },
  'out-for-delivery': {
    weight: 0,
    about: 'SF Express has set out with the parcel today.',
    standsAt: 'out',
    build: (trip) => travel(trip, ['sf-express'], 'door'),
  },
  'courier-to-locker': {
    weight: 250,
    about: 'A courier puts the parcel into a Hive Box locker and the recipient collects it.',
    build: (trip) => travel(trip, [trip.random.pick(COURIERS)], 'locker'),
  },
  'waiting-in-locker': {
    weight: 20,
    about: 'SF Express put the parcel into a Hive Box locker; the recipient has not come yet.',
    startedDaysAgo: [1, 4],
    standsAt: 'stored',
    build: buildLockerTrip,
  },
  'zto-to-locker-waiting': {
    weight: 20,
    about: 'ZTO put the parcel into a Hive Box locker; the recipient has not come yet.',
    startedDaysAgo: [1, 4],
    standsAt: 'stored',
    build: (trip) => travel(trip, ['zto'], 'locker', 60),
  },
  'two-couriers': {
    weight: 60,
    about: 'One courier hands the parcel to another, who delivers it.',
    storyPlatform: 'taobao',
    build: (trip) => travel(trip, pickCouriers(trip), 'door'),
  },
  'two-couriers-and-a-locker': {
    weight: 70,
    about:
      'China Post carries the first mile, SF Express the last, and the parcel waits in a Hive Box locker.',
    standsAt: 'stored',
    build: (trip) => travel(trip, ['china-post', 'sf-express'], 'locker', 50),
  },
  'zto-sf-and-a-locker': {
    weight: 40,
    about:
      'ZTO carries the first mile, SF Express the last; the recipient collected it from a Hive Box locker.',
    build: (trip) => travel(trip, ['zto', 'sf-express'], 'locker'),
  },
  'dropped-in-locker-by-sender': {
    weight: 25,
    about: 'The sender leaves the parcel in a Hive Box locker; SF Express takes it from there.',
    build: (trip) => {
      const locker = trip.addLeg('hive-box');
      const spot = trip.spot('LOCKER', trip.journey.sender);
      trip.log(locker, 'label', spot);
      trip.wait(10, 300);
      const courier = trip.addLeg('sf-express');
      openStay(trip, locker, { spot, consent: 'CHOSEN_AT_ORDER', courierWaybill: courier.waybill });
      trip.log(locker, 'dropped', spot);
      trip.log(courier, 'awaiting', spot);
      trip.wait(60, 500);
      trip.log(locker, 'takenFromLocker', spot);
      trip.log(courier, 'takenFromLocker', spot);
      trip.forecast(courier, 'CARRIER', 2);
      carry(trip, courier, trip.origin, trip.destination);
      deliver(trip, courier);
    },
  },
  'delivered-to-proxy': {
    weight: 25,
    about: 'A guard takes the parcel in the place of the recipient.',
    storyPlatform: 'taobao',
    build: (trip) => {
      const leg = post(trip, trip.random.pick(COURIERS));
      carry(trip, leg, trip.origin, trip.destination);
      deliver(trip, leg, 'toProxy');
    },
  },
  'cash-on-delivery': {
    weight: 20,
    about: 'The recipient pays SF Express in cash at the door.',
    storyPlatform: null,
    build: (trip) => {
      const leg = post(trip, 'sf-express');
      leg.codFen = trip.journey.goods.valueFen;
      carry(trip, leg, trip.origin, trip.destination);
      deliver(trip, leg, 'codPaid');
    },
  },
  'collected-at-station': {
    weight: 25,
    about: 'The recipient collects the parcel at a staffed station.',
    storyPlatform: 'jd',
    build: (trip) => {
      const leg = post(trip, trip.random.pick(['sf-express', 'china-post']));
      carry(trip, leg, trip.origin, trip.destination);
      setOut(trip, leg);
      trip.wait(20, 200);
      const station = trip.log(leg, 'atStation', trip.spot('STATION', trip.journey.recipient));
      trip.wait(60, 2500);
      trip.log(leg, 'collected', station.spot);
    },
  },
  'fresh-fruit': {
    weight: 15,
    about: 'SF Express carries fruit cold and says within which temperatures.',
    build: (trip) => {
      // Fruit is the one thing that the cold chain is asked for by name; the goods are drawn again until it comes up.
      trip.requireChilledGoods();
      travel(trip, ['sf-express'], 'door');
    },
  },
  'registered-only': {
    weight: 15,
    about: 'A label exists; nobody has handed the parcel to ZTO yet.',
    startedDaysAgo: [0, 6],
    standsAt: 'label',
    build: (trip) => {
      const leg = trip.addLeg(trip.random.pick(['zto', 'sf-express', 'china-post']));
      trip.log(leg, 'label', trip.journey.sender);
      trip.forecast(leg, 'ORDER', 3);
    },
  },
};

/** SF Express to Hive Box, where the recipient lets the parcel wait for 60 hours. */
export function buildLockerTrip(trip: Trip): void {
  travel(trip, ['sf-express'], 'locker', 60);
}

/**
 * SF Express to Hive Box with exactly eight events on each leg, collected: the parcel that benchmarks ask for. Every
 * one is alike in shape, so that requests for them cost the same.
 */
export function buildBenchTrip(trip: Trip): void {
  const courier = post8(trip);
  const locker = trip.addLeg('hive-box');
  const stay = openStay(trip, locker, {
    courierWaybill: courier.waybill,
    courierOperator: courier.operator,
    freeHours: 18,
    keepHours: 168,
  });
  trip.waitForRound(trip.destination);
  trip.log(courier, 'outToLocker', trip.journey.recipient);
  trip.wait(30, 60);
  trip.log(locker, 'outToLocker', stay.spot);
  trip.wait(2, 5);
  trip.log(courier, 'stored', stay.spot);
  trip.log(locker, 'stored', stay.spot);
  courier.handedTo = locker;
  for (let day = 0; day < 5; day++) {
    trip.at += 12 * HOUR;
    trip.log(locker, 'reminded', stay.spot);
  }
  trip.wait(60, 120);
  trip.log(locker, 'collected', stay.spot);
  trip.log(courier, 'collected', stay.spot);
}

/** The courier's first five events: label, accepted, arrived, departed, arrived in the city. */
function post8(trip: Trip) {
  const courier = trip.addLeg('sf-express');
  trip.log(courier, 'label', trip.journey.sender);
  trip.forecast(courier, 'ORDER', 3);
  trip.wait(60, 200);
  trip.log(courier, 'accepted', trip.journey.sender);
  trip.forecast(courier, 'CARRIER', 2);
  trip.wait(60, 200);
  trip.log(courier, 'arrived', trip.origin);
  trip.wait(60, 200);
  trip.log(courier, 'departed', trip.origin);
  trip.wait(400, 1200);
  trip.log(courier, 'arrived', trip.destination);
  return courier;
}
