/** The same journey in words: each leg with its events, for who cannot see the drawing, and for reading closely. */
import type { JourneyLeg } from '../logic/layoutTimeline.ts';
import { KindMark } from '../parts/KindMark.tsx';
import { sayMinute } from '../parts/sayTime.ts';
import { useWords } from '../words/useWords.ts';

export function LegList({ legs }: { readonly legs: readonly JourneyLeg[] }) {
  return (
    <ol className="leg-list">
      {legs.map((leg) => (
        <LegCard key={leg.id} leg={leg} />
      ))}
    </ol>
  );
}

function LegCard({ leg }: { readonly leg: JourneyLeg }) {
  const say = useWords();
  const { operator, waybill, status, events, withheld, deadline } = leg;
  const hasEvents = events !== null && events.length > 0;
  return (
    <li className="card">
      <h3>
        {operator} <code>{waybill}</code>
      </h3>
      <p>
        {say.term(status)}
        {deadline !== null &&
          `${say('comma')}${say('parcel.deadline', { time: sayMinute(deadline, say.language) })}`}
      </p>
      {withheld !== null && (
        <p className="dark">
          <KindMark kind="withheld" /> {say('parcel.events')}: {say.reason(withheld)}
        </p>
      )}
      {withheld === null && !hasEvents && <p className="hint">{say('parcel.noEvents')}</p>}
      {hasEvents && (
        <table>
          <thead>
            <tr>
              <th scope="col">{say('parcel.when')}</th>
              <th scope="col">{say('parcel.what')}</th>
              <th scope="col">{say('parcel.where')}</th>
            </tr>
          </thead>
          <tbody>
            {events.map(({ at, status: what, place }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two events may have the same time, and the list never changes
              <tr key={index}>
                <td>{sayMinute(at, say.language)}</td>
                <td>{say.term(what)}</td>
                <td>{place ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  );
}
