/** Chooses the time at which agreements are looked at: a slider over everything that begins, ends or is suspended. */
import { useId, useMemo } from 'react';
import type { SandboxAgreements } from '../../wire/answers.ts';
import { readTimeline } from '../logic/standing.ts';
import { sayDate, sayMinute } from '../parts/sayTime.ts';
import { useWords } from '../words/useWords.ts';

export interface TimeSliderProps {
  readonly book: SandboxAgreements;
  readonly at: number;
  /** Undefined for the hub's own time, which goes on. */
  readonly onChange: (at: number | undefined) => void;
}

const HOUR_MS = 3_600_000;

export function TimeSlider({ book, at, onChange }: TimeSliderProps) {
  const say = useWords();
  const id = useId();
  const { from, until, moments } = useMemo(() => readTimeline(book), [book]);
  const now = Date.parse(book.now);
  const share = (time: number) => `${((time - from) / (until - from)) * 100}%`;
  return (
    <div className="slider card">
      <div className="slider-head">
        <label htmlFor={id}>{say('agreements.at')}</label>
        <output htmlFor={id}>{sayMinute(at, say.language)}</output>
        <button type="button" onClick={() => onChange(undefined)} disabled={at === now}>
          {say('agreements.now')}
        </button>
      </div>
      <div className="slider-track">
        <input
          id={id}
          type="range"
          min={from}
          max={until}
          step={HOUR_MS}
          value={at}
          aria-valuetext={sayMinute(at, say.language)}
          onChange={(event) => onChange(Number(event.target.value))}
        />
        <div className="slider-marks" aria-hidden="true">
          {moments.map((moment) => (
            <span
              key={moment}
              className={moment === now ? 'mark-now' : undefined}
              style={{ insetInlineStart: share(moment) }}
              title={sayMinute(moment, say.language)}
            />
          ))}
        </div>
      </div>
      <div className="slider-ends" aria-hidden="true">
        <span>{sayDate(from, say.language)}</span>
        <span>{sayDate(until, say.language)}</span>
      </div>
    </div>
  );
}
