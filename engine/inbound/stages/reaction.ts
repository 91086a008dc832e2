import { hasGuid } from '../../echo/own-sends.ts';
import { reactionEvent } from '../../session/event-text.ts';
import type { Stage } from './stage.ts';

/** A reaction is no message; the next turn of the session may be told of it (TAP-6). */
export const reactionStage: Stage = ({ message, ownGuids }, { reactionNotifications, own }) => {
  const { reaction } = message;
  if (reaction === null) return null;
  const code = 'tapback';
  if (reactionNotifications === 'off') return { code };
  const { target } = reaction;
  const isOnOwn = target !== null && (hasGuid(own, target) || ownGuids.has(target.toUpperCase()));
  const facts = isOnOwn ? { isOnOwn } : {};
  if (reactionNotifications === 'own' && !isOnOwn) return { code };
  return { code, facts, consequences: [{ kind: 'event', event: reactionEvent(message, reaction) }] };
};
