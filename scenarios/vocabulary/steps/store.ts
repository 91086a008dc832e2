import { z } from 'zod';
import type { StepWord } from '../step-word.ts';
import { troubleWord } from '../trouble-word.ts';

const trouble = troubleWord({
  name: 'store',
  meaning: 'what becomes of the file in which the gateway keeps its state',
  kinds: {
    full: 'its disk is full',
    busy: 'another process holds its lock, and commits fail',
    failing: 'its disk fails',
    slow: 'each commit takes 0.8 s',
  },
  begin: (simulated, kind, forMs) => simulated.troubleStore(kind, forMs),
  guide: [
    [
      '`store: { full: 30s }`',
      'what becomes of the file of its state: also `busy`, `failing`, `slow`; `always` for good. Only simulated',
    ],
  ],
});

const loss = z.union([
  z.literal('removed').describe('it goes away, and a gateway that runs keeps it open'),
  z.strictObject({
    torn: z.number().int().min(1).describe('the next start finds it without so many of its last commits'),
  }),
]);
const schema = z.union([loss, trouble.schema]);
type Value = z.output<typeof schema>;

const isLoss = (value: Value): value is z.output<typeof loss> => loss.safeParse(value).success;

export const store: StepWord<Value> = {
  name: 'store',
  schema,
  check: (_, context) => trouble.check!({}, context),
  async perform(value, context) {
    if (!isLoss(value)) return trouble.perform(value, context);
    const { simulated } = context.controls;
    if (value === 'removed') simulated?.removeStore();
    else simulated?.tearStore(value.torn);
    return null;
  },
  describe(value, key) {
    if (!isLoss(value)) return trouble.describe(value, key);
    return value === 'removed' ? 'store removed' : `store torn by ${value.torn}`;
  },
  durationsMs: (value) => (isLoss(value) ? [] : trouble.durationsMs!(value)),
  guide: [
    ...trouble.guide,
    [
      '`store: removed`',
      'the file of its state goes away; a gateway that runs keeps it, the next one finds none. `store: { torn: 3 }`: the next start finds it without its last three commits. The oracle says nothing of such a run. Only simulated',
    ],
  ],
};
