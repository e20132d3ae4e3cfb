/** Two choices: a platform, and one of the purposes that it may declare. */
import { useId } from 'react';
import type { SandboxPlatform } from '../../wire/answers.ts';
import { useWords } from '../words/useWords.ts';

export interface CallerFieldsProps {
  readonly platforms: readonly SandboxPlatform[];
  readonly platform: string;
  readonly purpose: string;
  readonly onChoose: (platform: string, purpose: string) => void;
}

export function CallerFields({ platforms, platform, purpose, onChoose }: CallerFieldsProps) {
  const say = useWords();
  const id = useId();
  const purposes = platforms.find(({ code }) => code === platform)?.purposes ?? [purpose];
  return (
    <>
      <label htmlFor={`${id}-platform`} className="hidden">
        {say('platform')}
      </label>
      <select
        id={`${id}-platform`}
        value={platform}
        onChange={(event) => onChoose(event.target.value, purpose)}
      >
        {platforms.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-purpose`} className="between">
        {say('for')}
      </label>
      <select
        id={`${id}-purpose`}
        value={purpose}
        onChange={(event) => onChoose(platform, event.target.value)}
      >
        {purposes.map((each) => (
          <option key={each} value={each}>
            {say.purpose(each)}
          </option>
        ))}
      </select>
    </>
  );
}
