import { countsCategory, isHidden } from '../../access/hidden.ts';
import { isGroupThread } from '../../access/policy.ts';
import type { Stage } from './stage.ts';

/** Strangers whom Messages hides are sent no code, and are answered only where everybody is (ruling-35). */
export const hiddenStage: Stage = ({ message, category, chats }, snapshot) => {
  if (category === null) return null;
  const { access, answersFiltered, pairing } = snapshot;
  const { filtered, isSpam } = category;
  const facts = { filtered, ...(isSpam && ({ isSpam: true } as const)) };
  const counts = countsCategory(access.dm, answersFiltered, message.sender, pairing?.paired);
  if (!counts || !isHidden(category) || isGroupThread(access, message, chats)) return { code: null, facts };
  return { code: 'hidden_by_messages', detail: isSpam ? 'spam' : String(filtered), facts };
};
