/** Chooses whom to view the network as: a platform and the purpose that it declares. */
import { choosePurpose, declarePurpose, session, viewAs } from '../state/session.ts';
import { useWords } from '../words/useWords.ts';
import { CallerFields } from './CallerFields.tsx';

export function ViewAs({ isHidden }: { readonly isHidden: boolean }) {
  const { network, caller } = session.use();
  const say = useWords();
  if (isHidden || network === undefined || caller === undefined) return <div className="view-as" />;
  const choose = (platform: string, purpose: string) => {
    if (network.isDemo) void viewAs(platform, choosePurpose(network, platform, purpose));
    else declarePurpose(purpose);
  };
  return (
    <fieldset className="view-as">
      <legend>{say('viewAs')}</legend>
      <CallerFields
        platforms={network.platforms}
        platform={caller.platform}
        purpose={caller.purpose}
        onChoose={choose}
      />
    </fieldset>
  );
}
