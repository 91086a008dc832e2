import { countsCategory, isHidden } from '../../access/hidden.ts';
import { isGroupThread } from '../../access/policy.ts';
import type { Stage } from './stage.ts';

/** Strangers whom Messages hides are sent no code, and are answered only where everybody is (ruling-35). */
export const hiddenStage: Stage = ({ message, category, chats }, snapshot) => {
  if (category === null) return null;
  const { access, answersFiltered, pairing } = snapshot;
  const { filtered, isSpam } = category;
  // Of whoever has paired since chat.db was asked it counts no more.
  if (!countsCategory(access.dm, answersFiltered, message.sender, pairing?.paired)) return null;
  const facts = { filtered, ...(isSpam && ({ isSpam: true } as const)) };
  if (!isHidden(category) || isGroupThread(access, message, chats)) return { code: null, facts };
  const detail = isSpam ? 'spam' : String(filtered);
  return { code: 'hidden_by_messages', detail, facts: { ...facts, pairing: 'none' } };
};
