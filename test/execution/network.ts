/** A small network whose sources note what they are sent and answer by function. */
import type { GraphQLDataSource } from '@apollo/gateway';
import type { Sources } from './support.ts';

export interface Sent {
  readonly graph: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** Sources that note what they are sent and answer it by function. */
export function recordingSources(answer: (sent: Sent) => object | Promise<object>): {
  readonly sources: Sources;
  readonly sent: Sent[];
} {
  const sent: Sent[] = [];
  const sources = new Map<string, GraphQLDataSource>(
    ['directory', 'couriers', 'lockers', 'timeline'].map((graph) => [
      graph,
      {
        async process({ request }) {
          const one = { graph, query: request.query ?? '', variables: { ...request.variables } };
          sent.push(one);
          return answer(one);
        },
      },
    ]),
  );
  return { sources, sent };
}

/** A courier's leg, as the directory answers it. */
export const leg = (waybill: string | null, more = {}) => ({
  __typename: 'CourierLeg',
  operator: { code: 'zto' },
  waybill,
  ...more,
});
export const lockerLeg = (waybill: string) => ({ ...leg(waybill), __typename: 'LockerLeg' });

/** A directory with one parcel of some legs; the role graphs answer by function. */
export function network(legs: unknown, answer: (sent: Sent) => object = () => ({ data: null })) {
  return recordingSources((sent) =>
    sent.graph === 'directory' ? { data: { parcel: { __typename: 'Parcel', id: 'p', legs } } } : answer(sent),
  );
}
