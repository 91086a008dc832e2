import { z } from 'zod';
import { EngineError } from '../errors.ts';
import { defineAction } from './action.ts';
import { effectId } from './effects.ts';
import { said } from './inputs.ts';

const NAME_MAX = 128;

/** Says something with an effect of Messages (ACT-17): of what is longer than one message, the first has it. */
export const sendWithEffect = defineAction({
  name: 'sendWithEffect',
  about: 'Send a text with an effect of iMessage, such as slam, gentle, confetti or fireworks.',
  gate: 'sendWithEffect',
  method: 'send.rich',
  selectors: ['sendMessage'],
  isOfGroups: false,
  input: z.strictObject({
    ...said,
    effect: z.string().max(NAME_MAX).optional().describe('The name of the effect'),
    effectId: z.string().max(NAME_MAX).optional().describe('Another name of effect'),
  }),
  async resolve({ text, message, effect, effectId: id }, scene) {
    const [{ text: spoken, styles }, ...rest] = scene.saying.pieces(text ?? message);
    const wanted = effect ?? id;
    if (wanted === undefined)
      throw new EngineError('action_invalid', { message: 'sendWithEffect needs an effect: give effect.' });
    return {
      params: { text: spoken, effect_id: effectId(wanted) },
      words: spoken,
      ...(styles.length > 0 && { styles }),
      rest,
    };
  },
});
