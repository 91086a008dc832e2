import type { AccountConfig } from '../config/config.ts';
import { EngineError } from '../errors.ts';
import { plainText } from '../message/plain-text.ts';
import { isBlank } from '../message/text.ts';
import { withoutScaffolding } from '../outbound/plan/clean.ts';
import { shownOf } from '../outbound/plan/shown.ts';

/**
 * The words of an action as they may leave, plain (OUT-9, ruling-25), in one message (OUT-1). Throws `action_invalid` where there
 * are none, or more than a message holds.
 */
export type Saying = (text: string | undefined) => string;

export const createSaying =
  ({ tables, textChunkLimit }: Pick<AccountConfig, 'tables' | 'textChunkLimit'>): Saying =>
  (text) => {
    const { text: said } = shownOf(withoutScaffolding(plainText(text ?? '')), tables);
    if (isBlank(said))
      throw invalid('The text of the action is missing, or nothing of it may leave: give text.');
    if (said.length > textChunkLimit)
      throw invalid(
        `The text of the action has ${said.length} characters, and one message holds ${textChunkLimit}: say less, or say the rest besides.`,
      );
    return said;
  };

function invalid(message: string): EngineError {
  return new EngineError('action_invalid', { message });
}
