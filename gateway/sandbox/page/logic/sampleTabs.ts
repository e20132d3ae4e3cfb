/** The ready-made operations of the editor. Pure. */
import type { SandboxNetwork } from '../../wire/answers.ts';

export interface SampleTab {
  readonly query: string;
  readonly variables?: string;
}

/** One number stands in the operation itself, where any other can be put; a hundred are variables. */
export function listSampleTabs({
  stories,
  numbers,
}: Pick<SandboxNetwork, 'stories' | 'numbers'>): readonly SampleTab[] {
  const story = (name: string) =>
    (stories.find((each) => each.name === name) ?? stories[0])?.trackingNumber ?? 'PASTE A NUMBER';
  const number = story('two-couriers-and-a-locker');
  const ask = (query: string) =>
    query.replace('($number: ID!)', '').replace('$number', JSON.stringify(number));
  return [
    { query: ask(ONE_PARCEL) },
    { query: HUNDRED_PARCELS, variables: JSON.stringify({ numbers: numbers.slice(0, 100) }, null, 2) },
    { query: ask(IN_A_LOCKER) },
    { query: WHO_SHARES },
    { query: ask(DETECT) },
  ];
}

const ONE_PARCEL = `# One parcel, whoever carries it. Run it:
# the disclosure says why each field
# is as it is. What is underlined is not
# in the caller's own view; ask it all
# the same, and see why it stays empty.
query OneParcel($number: ID!) {
  parcel(trackingNumber: $number) {
    trackingNumber
    status
    custody
    legs {
      operator { code name }
      waybill
      status
      acceptedAt
      recipient { name phone }
      events(last: 3) { occurredAt status place { name city } text }
      ... on CourierLeg { sender { name } estimate { from to } }
      ... on LockerLeg { station { name } storedAt deadline pickupCode }
    }
  }
}
`;

const HUNDRED_PARCELS = `# A hundred parcels in one request:
# each operator is asked once.
query HundredParcels($numbers: [ID!]!) {
  parcels(trackingNumbers: $numbers) {
    trackingNumber
    status
    legs {
      operator { code }
      waybill
      status
    }
  }
}
`;

const IN_A_LOCKER = `# Where it waits, until when, and
# with which code it opens.
query InALocker($number: ID!) {
  parcel(trackingNumber: $number) {
    status
    pickup { station { name street district } compartment { id size } storedAt deadline }
    legs {
      operator { code name }
      waybill
      ... on LockerLeg {
        storedAt
        deadline
        freeUntil
        fee { minorUnits currency }
        pickupCode
        recipient { name phone }
      }
    }
  }
}
`;

const WHO_SHARES = `# Who is on the network, and what each
# shares with the caller for this purpose.
query WhoSharesWhat {
  operators {
    code
    name
    kind
    sharing {
      state
      agreement
      version
      until
      purposes
      noticeHours
      fields { coordinate parcels mask until }
    }
  }
}
`;

const DETECT = `# Whose number is it? By its format
# alone: formats overlap by nature.
query Detect($number: ID!) {
  detect(trackingNumber: $number) {
    operator { code name }
    name
    format
    score
    evidence
    refusal
  }
}
`;
