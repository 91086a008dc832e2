import { chatMeaning } from '../../message/chat-meaning.ts';
import { loopOf } from '../echoes-so-far.ts';
import type { Stage } from './stage.ts';

/** So many answers that came back within so long are a loop (ECH-9). */
export const LOOP_ECHOES = 5;
export const LOOP_MS = 60_000;

/**
 * Where answers of agents keep coming back nobody is answered for as long as they do, or two agents would talk to each other
 * for ever. Rows that Messages makes of what was sent here never count, so that our own replies mute nobody.
 */
export const loopStage: Stage = ({ message, atMs, echoes }, { accountId }) => {
  if (echoes.areNone() || message.isFromMe) return null;
  const conversation = chatMeaning(message);
  if (conversation === null) return null;
  const loop = loopOf(accountId, conversation);
  const echoedAtMs = echoes
    .of(loop)
    .filter((echoAtMs) => Math.abs(atMs - echoAtMs) < LOOP_MS)
    .slice(-LOOP_ECHOES);
  if (echoedAtMs.length < LOOP_ECHOES) return null;
  const warning = {
    kind: 'warn',
    key: `echo-loop ${loop}`,
    text: toldText(accountId, message.chatId),
  } as const;
  return { code: 'echo_loop', facts: { echoedAtMs }, consequences: [warning] };
};

function toldText(accountId: string, chatId: number | null): string {
  return (
    `imessage: ${LOOP_ECHOES} answers of an agent have come back within a minute (account "${accountId}", ` +
    `chat_id=${chatId}), as where two agents answer each other: nothing that is written there is answered as long as that goes on.`
  );
}
