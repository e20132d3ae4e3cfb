/** The map of a parcel: its legs, who held it and what happened, drawn; what was withheld is drawn as withheld. */
import { useEffect, useId, useMemo, useState } from 'react';
import { JOURNEY_QUERY, type Journey, readJourney } from '../logic/readJourney.ts';
import { askHub, type HubAnswer } from '../state/askServer.ts';
import { linkTo, useRoute } from '../state/route.ts';
import { session } from '../state/session.ts';
import '../styles/parcel.css';
import { useWords } from '../words/useWords.ts';
import { LegList } from './LegList.tsx';
import { TimelineDrawing } from './TimelineDrawing.tsx';

export default function ParcelView() {
  const say = useWords();
  const id = useId();
  const { network, caller } = session.use();
  const { parts } = useRoute();
  const stories = network?.stories ?? [];
  const first = stories.find(({ name }) => name === 'two-couriers-and-a-locker') ?? stories[0];
  const number = parts[0] ?? first?.trackingNumber ?? '';
  const [typed, setTyped] = useState(number);
  const [answer, setAnswer] = useState<HubAnswer>();
  useEffect(() => setTyped(number), [number]);
  useEffect(() => {
    if (caller === undefined || number === '') return;
    let isOver = false;
    askHub(caller, { query: JOURNEY_QUERY, variables: { number } }).then(
      (received) => !isOver && setAnswer(received),
      (error: Error) => !isOver && setAnswer({ errors: [{ message: error.message }] }),
    );
    return () => {
      isOver = true;
    };
  }, [caller, number]);
  const go = (to: string) => {
    if (to !== '') window.location.hash = linkTo('parcel', to);
  };
  const journey = useMemo(
    () => (answer === undefined ? undefined : readJourney(answer.data, answer.extensions?.sandbox)),
    [answer],
  );
  const story = stories.find(({ trackingNumber }) => trackingNumber === number);
  return (
    <div className="page">
      <h2>{say('parcel.title')}</h2>
      <p className="intro">{say('parcel.intro')}</p>
      <form
        className="fields parcel-form"
        onSubmit={(event) => {
          event.preventDefault();
          go(typed.trim());
        }}
      >
        <label htmlFor={`${id}-number`}>{say('parcel.number')}</label>
        <input
          id={`${id}-number`}
          type="text"
          value={typed}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
        <button type="submit" className="primary">
          {say('parcel.show')}
        </button>
        {stories.length > 0 && (
          <>
            <label htmlFor={`${id}-story`} className="hidden">
              {say('parcel.stories')}
            </label>
            <select
              id={`${id}-story`}
              value={story?.trackingNumber ?? ''}
              onChange={(event) => go(event.target.value)}
            >
              <option value="">{say('parcel.choose')}</option>
              {stories.map(({ name, trackingNumber }) => (
                <option key={name} value={trackingNumber}>
                  {name.replaceAll('-', ' ')}
                </option>
              ))}
            </select>
          </>
        )}
      </form>
      {story !== undefined && (
        <p className="hint" lang="en">
          {story.about}
        </p>
      )}
      {answer?.errors !== undefined && (
        <ul className="problem" role="alert">
          {answer.errors.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      {answer?.data !== undefined && journey === undefined && (
        <p className="card" role="status">
          {say('parcel.none')}
        </p>
      )}
      {journey !== undefined && <JourneyMap journey={journey} />}
    </div>
  );
}

function JourneyMap({ journey }: { readonly journey: Journey }) {
  const say = useWords();
  return (
    <>
      <dl className="parcel-facts">
        <div>
          <dt>{say('parcel.status')}</dt>
          <dd>{say.term(journey.status)}</dd>
        </div>
        <div>
          <dt>{say('parcel.custody')}</dt>
          <dd>{say.term(journey.custody)}</dd>
        </div>
        <div>
          <dt>{say('parcel.legs')}</dt>
          <dd>{journey.legs.length}</dd>
        </div>
      </dl>
      <TimelineDrawing legs={journey.legs} />
      <LegList legs={journey.legs} />
    </>
  );
}
