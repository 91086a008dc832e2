import type { AccountConfig } from '../config/config.ts';
import { EngineError } from '../errors.ts';
import { plainText } from '../message/plain-text.ts';
import { isBlank } from '../message/text.ts';
import { chunksOf } from '../outbound/plan/chunk.ts';
import { withoutScaffolding } from '../outbound/plan/clean.ts';
import { shownOf } from '../outbound/plan/shown.ts';
import { piecesOf, type Words } from '../outbound/plan/words.ts';

/** The words of an action as they may leave (OUT-9, ruling-25). Both throw `action_invalid` where there are none. */
export interface Saying {
  /** In one message, plain. Throws `action_invalid` where it does not hold them (OUT-1). */
  whole(text: string | undefined): string;
  /** As an answer would be cut and styled: what is done comes first, the rest of the words behind it. */
  pieces(text: string | undefined): readonly [Words, ...Words[]];
}

export function createSaying({
  tables,
  textChunkLimit: limit,
  chunkMode,
}: Pick<AccountConfig, 'tables' | 'textChunkLimit' | 'chunkMode'>): Saying {
  const shown = (text = ''): Words => {
    const said = shownOf(withoutScaffolding(plainText(text)), tables);
    if (isBlank(said.text))
      throw invalid('The text of the action is missing, or nothing of it may leave: give text.');
    return said;
  };
  return {
    whole(text) {
      const { text: said } = shown(text);
      if (said.length > limit)
        throw invalid(
          `The text of the action has ${said.length} characters, and one message holds ${limit}: say less, or say the rest besides.`,
        );
      return said;
    },
    pieces(text) {
      const said = shown(text);
      const pieces = piecesOf(said, chunksOf(said.text, limit, chunkMode));
      const [first = said, ...rest] = pieces.filter(({ text: piece }) => !isBlank(piece));
      return [first, ...rest];
    },
  };
}

function invalid(message: string): EngineError {
  return new EngineError('action_invalid', { message });
}
