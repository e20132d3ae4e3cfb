/** The agreements: all of them at a glance and each by itself, or outside demo mode what operators share with the caller. */
import { useEffect, useState } from 'react';
import type { SandboxAgreements } from '../../wire/answers.ts';
import { askSandbox } from '../state/askServer.ts';
import { useRoute } from '../state/route.ts';
import { session } from '../state/session.ts';
import '../styles/agreements.css';
import { useWords } from '../words/useWords.ts';
import { Matrix } from './Matrix.tsx';
import { OwnSharing } from './OwnSharing.tsx';
import { PairView } from './PairView.tsx';
import { TimeSlider } from './TimeSlider.tsx';

/** How often the agreements are looked at again, in milliseconds. */
const LOOK_MS = 3_000;

export default function AgreementsView() {
  const say = useWords();
  const { network } = session.use();
  const { parts } = useRoute();
  const [book, setBook] = useState<SandboxAgreements>();
  const [at, setAt] = useState<number>();
  const [problem, setProblem] = useState<string>();
  const isDemo = network?.isDemo ?? false;
  useEffect(() => {
    if (!isDemo) return;
    let isOver = false;
    const look = () =>
      askSandbox<SandboxAgreements>('agreements').then(
        (answer) => !isOver && setBook((known) => (isSame(known, answer) ? known : answer)),
        (error: Error) => !isOver && setProblem(error.message),
      );
    void look();
    // Somebody may sign or suspend meanwhile.
    const timer = setInterval(() => document.hidden || look(), LOOK_MS);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [isDemo]);
  if (network === undefined) return null;
  if (!isDemo) return <OwnSharing />;
  if (problem !== undefined) return <p className="problem">{problem}</p>;
  if (book === undefined) return <p className="loading">{say('loading')}</p>;
  const [operator, platform] = parts;
  const time = at ?? Date.parse(book.now);
  const slider = <TimeSlider book={book} at={time} onChange={setAt} />;
  return (
    <div className="page">
      {operator !== undefined && platform !== undefined ? (
        <PairView key={`${operator} ${platform}`} {...{ book, operator, platform, slider }} at={time} />
      ) : (
        <>
          <h2>{say('agreements.title')}</h2>
          <p className="intro">{say('agreements.intro')}</p>
          {slider}
          <Matrix book={book} network={network} at={time} />
        </>
      )}
    </div>
  );
}

/** Whether nothing changed but the time. */
function isSame(one: SandboxAgreements | undefined, other: SandboxAgreements): boolean {
  const text = ({ agreements, stops }: SandboxAgreements) => JSON.stringify([agreements, stops]);
  return one !== undefined && text(one) === text(other);
}
