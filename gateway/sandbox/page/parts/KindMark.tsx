/** The sign of how a field was disclosed: a shape and a colour, and a word for who sees neither. */
import type { MarkKind } from '../logic/fieldTree.ts';
import { useWords } from '../words/useWords.ts';

export function KindMark({ kind, isQuiet = false }: { readonly kind: MarkKind; readonly isQuiet?: boolean }) {
  const say = useWords();
  return (
    <span className={`kind kind-${kind}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <KindShape kind={kind} />
      </svg>
      <span className={isQuiet ? 'hidden' : undefined}>{say(`kind.${kind}`)}</span>
    </span>
  );
}

function KindShape({ kind }: { readonly kind: MarkKind }) {
  switch (kind) {
    case 'disclosed':
      return <circle cx="8" cy="8" r="5" className="filled" />;
    case 'masked':
      return (
        <>
          <circle cx="8" cy="8" r="5" className="outlined" />
          <path d="M8 3a5 5 0 010 10z" className="filled" />
        </>
      );
    case 'withheld':
      return (
        <>
          <circle cx="8" cy="8" r="5" className="outlined" />
          <path d="M4.5 11.5l7-7" className="outlined" />
        </>
      );
    case 'derived':
      return <path d="M8 3l5 5-5 5-5-5z" className="outlined" />;
    case 'empty':
      return <path d="M4 8h8" className="outlined" />;
    case 'plain':
      return <circle cx="8" cy="8" r="1.8" className="filled" />;
  }
}
