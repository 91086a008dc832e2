import { EngineError } from '../errors.ts';
import { plainText } from '../message/plain-text.ts';
import { isBlank } from '../message/text.ts';
import { withoutScaffolding } from '../outbound/plan/clean.ts';
import { shownOf } from '../outbound/plan/shown.ts';

/** The words of an action as they may leave, plain (OUT-9, ruling-25). Throws `action_invalid` where there are none. */
export function saying(text: string | undefined): string {
  const { text: said } = shownOf(withoutScaffolding(plainText(text ?? '')), 'off');
  if (!isBlank(said)) return said;
  throw new EngineError('action_invalid', {
    message: 'The text of the action is missing, or nothing of it may leave: give text.',
  });
}
