/** Draws the legs of a parcel on one time axis. */
import { useEffect, useRef, useState } from 'react';
import { type JourneyLeg, type Lane, type LaneStretch, layoutTimeline } from '../logic/layoutTimeline.ts';
import { sayMinute, sayShort } from '../parts/sayTime.ts';
import { useWords } from '../words/useWords.ts';

export function TimelineDrawing({ legs }: { readonly legs: readonly JourneyLeg[] }) {
  const say = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  const layout = layoutTimeline(legs, width);
  const custodies = new Set(
    layout.lanes.flatMap(({ stretches }) => stretches.flatMap(({ custody }) => custody ?? [])),
  );
  return (
    <figure className="timeline card" ref={box}>
      {layout.ticks.length === 0 && <p className="hint">{say('parcel.noTimes')}</p>}
      {width > 0 && layout.ticks.length > 0 && (
        <svg
          width={layout.width}
          height={layout.height}
          role="img"
          aria-label={say('parcel.drawing', { n: layout.lanes.length })}
        >
          <defs>
            <pattern
              id="withheld"
              width="8"
              height="8"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect width="8" height="8" className="hatch-ground" />
              <path d="M0 0v8" className="hatch" />
            </pattern>
          </defs>
          {layout.ticks.map(({ x, at }, index) => (
            <g key={at}>
              <line x1={x} x2={x} y1={22} y2={layout.height} className="tick" />
              <text x={x} y={14} textAnchor={anchorOf(index, layout.ticks.length)} className="tick-label">
                {sayShort(at, say.language)}
              </text>
            </g>
          ))}
          {layout.lanes.map((lane) => (
            <LaneDrawing key={lane.leg.id} lane={lane} />
          ))}
        </svg>
      )}
      <figcaption className="legend">
        {[...custodies].map((custody) => (
          <span key={custody}>
            <i style={{ background: `var(--custody-${custody})` }} />
            {say.term(custody)}
          </span>
        ))}
        <span>
          <i className="legend-event" />
          {say('legend.event')}
        </span>
        {layout.lanes.some(({ stretches }) => stretches.some(({ kind }) => kind === 'deadline')) && (
          <span>
            <i className="legend-deadline" />
            {say('legend.deadline')}
          </span>
        )}
        <span>
          <i className="legend-withheld" />
          {say('kind.withheld')}
        </span>
      </figcaption>
    </figure>
  );
}

const BAR_Y = 34;
const BAR_HEIGHT = 18;

function LaneDrawing({ lane: { leg, y, stretches, events } }: { readonly lane: Lane }) {
  const say = useWords();
  return (
    <g transform={`translate(0 ${y})`} data-leg={leg.id}>
      <text x={14} y={22} className="lane-label">
        {leg.operator}
        <tspan dx="10" className="lane-number">
          {leg.waybill}
        </tspan>
        {leg.withheld !== null && (
          <tspan dx="10" className="lane-withheld">
            {say('kind.withheld')}
          </tspan>
        )}
      </text>
      {stretches.map((stretch) => (
        <Stretch
          key={`${stretch.kind} ${stretch.x} ${stretch.custody}`}
          stretch={stretch}
          reason={leg.withheld}
        />
      ))}
      {events.map(({ x, at, status, place }) => (
        <circle key={`${at} ${status}`} cx={x} cy={BAR_Y + BAR_HEIGHT / 2} r={4.5} className="event">
          <title>{[sayMinute(at, say.language), say.term(status), place].filter(Boolean).join(' · ')}</title>
        </circle>
      ))}
    </g>
  );
}

function Stretch({ stretch, reason }: { readonly stretch: LaneStretch; readonly reason: string | null }) {
  const say = useWords();
  const { kind, x, width, custody } = stretch;
  const style = custody === null ? undefined : { fill: `var(--custody-${custody})` };
  const isWithheld = kind === 'withheld';
  return (
    <rect
      x={x}
      y={BAR_Y}
      width={width}
      height={BAR_HEIGHT}
      rx={3}
      className={`stretch ${kind}`}
      style={style}
    >
      {isWithheld && <title>{say('parcel.withheld', { why: say.reason(reason ?? undefined) })}</title>}
      {custody !== null && <title>{say.term(custody)}</title>}
    </rect>
  );
}

function anchorOf(index: number, count: number): 'start' | 'middle' | 'end' {
  if (index === 0) return 'start';
  return index === count - 1 ? 'end' : 'middle';
}
