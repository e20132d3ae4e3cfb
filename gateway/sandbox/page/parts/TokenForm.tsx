/** Outside demo mode: asks for a token of the issuer that the hub trusts. Invariant: it goes into memory and into nothing else. */
import { useState } from 'react';
import { takeToken } from '../state/session.ts';
import { useWords } from '../words/useWords.ts';

export function TokenForm() {
  const say = useWords();
  const [token, setToken] = useState('');
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    takeToken(token.trim());
    setToken('');
  };
  return (
    <form className="token-form card" onSubmit={submit} autoComplete="off">
      <h2>{say('token.title')}</h2>
      <p>{say('token.why')}</p>
      <label htmlFor="token">{say('token.label')}</label>
      <textarea
        id="token"
        value={token}
        rows={4}
        spellCheck={false}
        autoComplete="off"
        placeholder="eyJ…"
        onChange={(event) => setToken(event.target.value)}
      />
      <p className="hint">{say('token.memory')}</p>
      <button type="submit" className="primary" disabled={token.trim() === ''}>
        {say('token.use')}
      </button>
    </form>
  );
}
