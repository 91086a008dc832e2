import { clean } from '../../log-text.ts';
import { cardName } from '../../message/card.ts';
import { isPreview } from '../../message/preview.ts';
import { cardEvent } from '../../session/event-text.ts';
import type { Stage } from './stage.ts';

/** Longer than any name that an app has. */
const CARD_NAME_MAX = 100;

/** Nothing that an agent could answer, but for a preview that may belong to a text. */
export const blankStage: Stage = ({ message }, { waitsForPreviews }) => {
  if (message.text !== '' || message.attachments.length > 0) return null;
  if (waitsForPreviews && isPreview(message)) return null;
  const card = cardName(message);
  if (card === null) return { code: 'empty_body' };
  const name = clean(card, CARD_NAME_MAX);
  return {
    code: 'app_card',
    detail: name,
    consequences: [{ kind: 'event', event: cardEvent(message, name) }],
  };
};
