import { messageGuid } from '../event/derived.ts';
import { choiceField, onlyFields } from '../event/fields.ts';
import type { ExpandEvent } from '../event/timed-write.ts';
import { WRITTEN_FIELDS, writtenRow } from '../rows/written-row.ts';

const BUBBLE = 'com.apple.MobileSMS.expressivesend.';
const SCREEN = 'com.apple.messages.effect.CK';

/** `expressive_send_style_id` by the name that people know (file-7). */
export const EFFECTS = {
  impact: `${BUBBLE}impact`,
  loud: `${BUBBLE}loud`,
  gentle: `${BUBBLE}gentle`,
  invisibleink: `${BUBBLE}invisibleink`,
  echo: `${SCREEN}EchoEffect`,
  spotlight: `${SCREEN}SpotlightEffect`,
  balloons: `${SCREEN}HappyBirthdayEffect`,
  confetti: `${SCREEN}ConfettiEffect`,
  love: `${SCREEN}HeartEffect`,
  lasers: `${SCREEN}LasersEffect`,
  fireworks: `${SCREEN}FireworksEffect`,
  'shooting-star': `${SCREEN}ShootingStarEffect`,
  celebration: `${SCREEN}SparklesEffect`,
} as const;

const NAMES = Object.keys(EFFECTS) as (keyof typeof EFFECTS)[];

/**
 * Somebody writes with an effect of the bubble or the screen: `{ text, effect, from?, to? | chat?, sentMs?,
 * service?, joinMs? }`. Without `from` it is the owner on another device. Such rows keep their text in the body
 * only (file-4.1).
 */
export const effect: ExpandEvent = (event, context) => {
  onlyFields(event, ['effect', ...WRITTEN_FIELDS]);
  const effectId = EFFECTS[choiceField(event, 'effect', NAMES)];
  return writtenRow(event, context, messageGuid(context.eventId), {
    row: () => ({ effectId }),
    textInBodyOnly: true,
  });
};
