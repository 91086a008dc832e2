import { clean } from '../../log-text.ts';
import { cardName } from '../../message/card.ts';
import { isPreview } from '../../message/preview.ts';
import { cardEvent } from '../../session/event-text.ts';
import type { Stage } from './stage.ts';

/** Longer than any name that an app has. */
const CARD_NAME_MAX = 100;

/** Nothing that an agent could answer. A preview stands for a link, also where nobody tells its address (R3). */
export const blankStage: Stage = ({ message }) => {
  if (message.text !== '' || message.attachments.length > 0) return null;
  if (isPreview(message)) return null;
  const card = cardName(message);
  if (card === null) return { code: 'empty_body' };
  const name = clean(card, CARD_NAME_MAX);
  return {
    code: 'app_card',
    detail: name,
    consequences: [{ kind: 'event', event: cardEvent(message, name) }],
  };
};
