/**
 * Situations in which the parcel fares well and the records do not: late and mistaken scans, replaced and reused numbers.
 */

import { delayScan } from '../delayScan.ts';
import type { OperatorCode } from '../journey.ts';
import { CHINESE_CITIES, pickOtherCity } from '../places.ts';
import { carry, deliver, post, setOut } from '../stretches.ts';
import type { Trip } from '../trip.ts';
import type { Situations } from './situation.ts';

const CORRECTING: readonly OperatorCode[] = ['sf-express', 'china-post'];

function travelHome(trip: Trip, operator: OperatorCode): void {
  const leg = post(trip, operator);
  carry(trip, leg, trip.origin, trip.destination);
  deliver(trip, leg);
}

/** Situations in the records. */
export const RECORDS: Situations = {
  'late-scan': {
    weight: 0,
    about: 'SF Express recorded one scan hours after it happened, out of order with the others.',
    build: (trip) => {
      travelHome(trip, 'sf-express');
      delayScan(trip, 'always');
    },
  },
  'zto-late-scan': {
    weight: 0,
    about: 'ZTO recorded one scan hours after it happened, out of order with the others.',
    build: (trip) => {
      travelHome(trip, 'zto');
      delayScan(trip, 'always');
    },
  },
  'corrected-delivery': {
    weight: 8,
    about: 'A courier scanned the parcel as delivered by mistake, took it back and delivered it later.',
    build: (trip) => {
      const leg = post(trip, trip.random.pick(CORRECTING));
      carry(trip, leg, trip.origin, trip.destination);
      setOut(trip, leg);
      trip.wait(20, 100);
      const mistake = trip.log(leg, 'delivered', trip.journey.recipient);
      trip.wait(20, 90);
      trip.log(leg, 'out', trip.journey.recipient, {
        corrects: { happening: mistake, how: 'DID_NOT_OCCUR' },
      });
      trip.wait(20, 200);
      trip.log(leg, 'delivered', trip.journey.recipient);
    },
  },
  'corrected-delivery-pending': {
    weight: 0,
    about: 'SF Express took back a delivery scan made by mistake; the parcel is still with the courier.',
    standsAt: 'out',
    build: (trip) => {
      const leg = post(trip, 'sf-express');
      carry(trip, leg, trip.origin, trip.destination);
      setOut(trip, leg);
      trip.wait(20, 50);
      const mistake = trip.log(leg, 'delivered', trip.journey.recipient);
      trip.wait(20, 40);
      trip.log(leg, 'out', trip.journey.recipient, {
        corrects: { happening: mistake, how: 'DID_NOT_OCCUR' },
      });
    },
  },
  'corrected-place': {
    weight: 8,
    about: 'An arrival was recorded in the wrong city and put right later.',
    build: (trip) => {
      const leg = post(trip, trip.random.pick(CORRECTING));
      trip.wait(200, 900);
      const wrong = trip.log(leg, 'arrived', pickOtherCity(trip.random, CHINESE_CITIES, trip.destination));
      trip.log(leg, 'arrived', trip.destination, {
        recordedAfter: trip.random.int(60, 300),
        corrects: { happening: wrong, how: 'INCORRECT_DATA' },
      });
      trip.wait(400, 800);
      trip.log(leg, 'destinationCity', trip.destination);
      deliver(trip, leg);
    },
  },
  'replaced-waybill': {
    weight: 8,
    about: 'SF Express sent the parcel on under a new waybill; the old one points to it.',
    build: (trip) => {
      const old = post(trip, 'sf-express');
      carry(trip, old, trip.origin, trip.destination);
      trip.wait(60, 200);
      trip.log(old, 'redirected', trip.destination);
      trip.wait(2, 10);
      const leg = trip.addLeg('sf-express');
      old.replacedBy = leg;
      leg.replaces = old;
      trip.log(leg, 'accepted', trip.destination);
      trip.forecast(leg, 'CARRIER', 1);
      trip.wait(100, 400);
      trip.log(leg, 'destinationCity', trip.destination);
      deliver(trip, leg);
    },
  },
  // The generator plays this one twice: an old parcel, and weeks later a new one under the same waybill.
  'recycled-number': {
    weight: 1,
    about: 'ZTO reused the waybill of a parcel of Taobao, delivered weeks ago, for a new one of JD.',
    storyPlatform: 'jd',
    build: (trip) => travelHome(trip, 'zto'),
  },
};
