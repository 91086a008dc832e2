import { chatMeaning } from '../../message/chat-meaning.ts';
import { isArchive, isEditSentence } from '../../message/debris.ts';
import { scaffoldingIn } from '../../message/scaffolding.ts';
import { loopOf } from '../echoes-so-far.ts';
import type { Stage } from './stage.ts';

const OLD_IMSG = {
  kind: 'warn',
  key: 'archive',
  text:
    'imessage: imsg could not read the text of a message and gave its raw bytes; it is not answered. ' +
    'Such texts need imsg 0.15.2 or newer.',
} as const;

/** What comes as the text of a message, and is nobody's words (ruling-24), or those of an agent (ECH-8). */
export const debrisStage: Stage = ({ message, atMs }, { accountId }) => {
  const { text, attachments, balloonBundleId } = message;
  if (isArchive(text)) return { code: 'archive_bytes', consequences: [OLD_IMSG] };
  if (scaffoldingIn(text) !== null) {
    const conversation = chatMeaning(message);
    if (conversation === null) return { code: 'reflected' };
    return {
      code: 'reflected',
      consequences: [{ kind: 'echoed', loop: loopOf(accountId, conversation), atMs }],
    };
  }
  const isTextAlone = attachments.length === 0 && balloonBundleId === null;
  return isTextAlone && isEditSentence(text) ? { code: 'edit_sentence' } : null;
};
