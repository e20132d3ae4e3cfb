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

/** How often it is looked whether somebody suspended or signed something, in milliseconds. */
const LOOK_MS = 5_000;

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
    const look = () =>
      askSandbox<SandboxAgreements>('agreements').then(
        (answer) => {
          setBook(answer);
          setProblem(undefined);
        },
        (error: Error) => setProblem(error.message),
      );
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
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
