/** What the answer itself says of masked and withheld fields, where the hub does not say how it came about. */
import { KindMark } from '../parts/KindMark.tsx';
import type { Disclosure, DisclosureGroup } from '../state/askServer.ts';
import { useWords } from '../words/useWords.ts';

export function UntracedDisclosure({ disclosure }: { readonly disclosure: Disclosure | undefined }) {
  const say = useWords();
  const masked = disclosure?.masked ?? [];
  const withheld = disclosure?.withheld ?? [];
  if (masked.length + withheld.length === 0) return <p>{say('panel.nothing')}</p>;
  return (
    <>
      <p className="hint">{say('panel.noTrace')}</p>
      <ul className="groups">
        {[...masked, ...withheld].map((group) => (
          <Group key={`${group.operator} ${group.code} ${group.mask}`} group={group} />
        ))}
      </ul>
    </>
  );
}

function Group({ group }: { readonly group: DisclosureGroup }) {
  const say = useWords();
  const { operator, agreement, code, mask, fields, help } = group;
  return (
    <li className="card">
      <div className="detail-head">
        <KindMark kind={code === 'MASKED' ? 'masked' : 'withheld'} />
        <strong>{agreement ?? operator}</strong>
      </div>
      <p>{mask ?? say.reason(code)}</p>
      <ul>
        {fields.map(({ field, legs }) => (
          <li key={field}>
            <code>{field}</code>{' '}
            <span className="hint">{say(legs === 1 ? 'panel.legs.one' : 'panel.legs', { n: legs })}</span>
          </li>
        ))}
      </ul>
      <p className="hint" lang="en">
        {help}
      </p>
    </li>
  );
}
