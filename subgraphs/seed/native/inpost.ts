/**
 * Writes a leg as InPost would have recorded it: ShipX statuses newest first, in Poland's time, with comments in Polish.
 */
import type { InPostDetail, InPostMachine, InPostRecord } from '../../inpost/native.ts';
import type { ConsentBasis } from '../../kit/contract.ts';
import { formatIso, HOUR, offsetMinutesAt } from '../clock.ts';
import type { HappeningKind } from '../happenings.ts';
import type { Happening, LockerStay, Spot } from '../journey.ts';
import { POLISH_STREETS } from '../names.ts';
import type { City } from '../places.ts';
import { inRecordingOrder, postalCodeOf, type Recording, spotNumber } from './recording.ts';

const SIZES = { SMALL: 'A', MEDIUM: 'B', LARGE: 'C' } as const;

const CHOSEN_BY: Readonly<Record<ConsentBasis, string>> = {
  CHOSEN_AT_ORDER: 'order',
  AGREED_ON_CONTACT: 'contact',
  STANDING_PREFERENCE: 'profile',
  NONE_RECORDED: 'none',
};

interface Scene {
  readonly recording: Recording;
  readonly stay: LockerStay;
  readonly machine: string;
}

const to = ({ recording }: Scene) => recording.leg.to;

// biome-ignore format: a table is read by its columns
const DETAILS: Partial<Readonly<Record<HappeningKind, readonly [status: string, comment: (scene: Scene) => string]>>> = {
  label:           ['confirmed', (s) => `Przesyłka przygotowana przez nadawcę ${s.recording.leg.from.name}`],
  dropped:         ['dispatched_by_sender', (s) => `Nadana w Paczkomacie ${s.machine}`],
  takenFromLocker: ['taken_by_courier', (s) => `Odebrana z Paczkomatu ${s.machine} przez kuriera`],
  arrived:         ['adopted_at_sorting_center', () => 'Przyjęta w sortowni'],
  departed:        ['sent_from_sorting_center', () => 'Wysłana z sortowni'],
  destinationCity: ['adopted_at_target_branch', () => 'Przyjęta w oddziale docelowym'],
  outToLocker:     ['out_for_delivery', (s) => `Przekazana do doręczenia, kurier ${s.recording.leg.carrier.name}, tel. ${s.recording.leg.carrier.phone}`],
  stored:          ['ready_to_pickup', (s) => `Umieszczona w Paczkomacie ${s.machine}, kod odbioru ${s.stay.code} wysłany na ${to(s).phone}`],
  temporary:       ['stack_in_box_machine', (s) => `Umieszczona tymczasowo w Paczkomacie w pobliżu ${s.machine}`],
  reminded:        ['pickup_reminder_sent', (s) => `Przypomnienie wysłane na ${to(s).phone}`],
  overdue:         ['pickup_time_expired', () => 'Upłynął termin odbioru'],
  removed:         ['unstack_from_box_machine', () => 'Wyjęta z Paczkomatu przez kuriera'],
  collected:       ['delivered', (s) => `Odebrana z Paczkomatu ${s.machine} przez ${to(s).name}`],
  returning:       ['returned_to_sender', () => 'W drodze powrotnej do nadawcy'],
  lost:            ['missing', () => 'Przesyłka zaginęła'],
  delayed:         ['delay_in_delivery', () => 'Opóźnienie w doręczeniu'],
  cancelled:       ['canceled', () => 'Anulowana'],
};

/** The parcel that InPost keeps for a leg. */
export function writeInPost(recording: Recording): InPostRecord {
  const { leg } = recording;
  const { stay } = leg;
  if (stay === null) throw new Error(`leg ${leg.waybill} has no locker`);
  const machine = toMachine(stay.spot);
  const stored = leg.happenings.find(({ kind }) => kind === 'stored');
  const keptUntil = (hours: number) =>
    stored === undefined ? '' : toTime(stored.at + hours * HOUR, stay.spot.city);
  const [firstName = '', ...lastName] = leg.to.name.split(' ');
  const details = inRecordingOrder(leg).flatMap((happening) =>
    toDetail(happening, { recording, stay, machine: machine.name }),
  );
  return {
    tracking_number: leg.waybill,
    service: 'inpost_locker_standard',
    status: details.at(-1)?.status ?? 'created',
    custom_attributes: {
      size: SIZES[stay.size],
      box: stay.box,
      target_machine_id: machine.name,
      target_machine_detail: machine,
      chosen_by: CHOSEN_BY[stay.consent],
    },
    receiver: {
      first_name: firstName,
      last_name: lastName.join(' '),
      phone: toPhone(leg.to.phone),
      email: `${leg.waybill.slice(-6)}@recipient.example`,
    },
    ...(stored === undefined
      ? {}
      : {
          open_code: stay.code,
          stored_at: toTime(stored.at, stay.spot.city),
          expiry_at: keptUntil(stay.keepHours),
        }),
    ...(stay.extension === null || stored === undefined
      ? {}
      : { extended_until: keptUntil(stay.keepHours + stay.extension.hours) }),
    tracking_details: details.reverse(),
  };
}

function toDetail({ kind, at, spot }: Happening, scene: Scene): readonly InPostDetail[] {
  const detail = DETAILS[kind];
  if (detail === undefined) return [];
  const [status, comment] = detail;
  const agency = `${spot.city.code}${spot.kind === 'SORTING_CENTER' ? 'S' : 'B'}`;
  return [
    {
      status,
      datetime: toTime(at, spot.city),
      ...(spot.kind === 'LOCKER' ? {} : { agency, agency_area: `${spot.city.name}, ${spot.city.region}` }),
      comment: comment(scene),
    },
  ];
}

/** Nine digits in Poland, else with a country code, which Chinese couriers leave out. */
function toPhone(phone: string): string {
  return phone.startsWith('+') ? phone.replace(/^\+48/, '') : `+86${phone}`;
}

/** Lockers are called after their city: three letters, a number and `M`. */
function toMachine(spot: Spot): InPostMachine {
  const { city, district } = spot;
  const serial = spotNumber(spot);
  return {
    name: `${city.code}${String(serial).padStart(3, '0')}M`,
    address: {
      street: POLISH_STREETS[serial % POLISH_STREETS.length] ?? '',
      building_number: String((serial % 90) + 1),
      city: city.name,
      district,
      post_code: postalCodeOf(spot),
      province: city.region,
    },
    location: {
      latitude: Number((city.latitude + ((serial * 37) % 100) / 1500 - 0.03).toFixed(5)),
      longitude: Number((city.longitude + ((serial * 53) % 100) / 1500 - 0.03).toFixed(5)),
    },
  };
}

function toTime(at: number, city: City): string {
  const iso = formatIso(at, offsetMinutesAt(city, at));
  return `${iso.slice(0, 19)}.000${iso.slice(19)}`;
}
