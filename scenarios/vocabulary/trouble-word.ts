// Words for what goes wrong for a time at one seam of the gateway: `chatDb: { hangs: 10s }`.

import { z } from 'zod';
import { durationText } from './duration.ts';
import type { GuideRow } from './guide-row.ts';
import { onlySimulated, type Simulated } from './simulated.ts';
import type { StepWord } from './step-word.ts';
import { positiveDuration } from './values.ts';

type Spell = number | 'always';

export interface TroubleForm<Kind extends string> {
  readonly name: string;
  readonly meaning: string;
  /** What each kind means. */
  readonly kinds: Readonly<Record<Kind, string>>;
  begin(simulated: Simulated, kind: Kind, forMs: number): void;
  readonly guide: readonly GuideRow[];
}

export function troubleWord<Kind extends string>(form: TroubleForm<Kind>): StepWord<Record<string, Spell>> {
  const names = Object.keys(form.kinds) as Kind[];
  const spell = z.union([positiveDuration, z.literal('always')]);
  const schema = z
    .strictObject(
      Object.fromEntries(names.map((kind) => [kind, spell.optional().describe(form.kinds[kind])])),
    )
    .refine((value) => Object.keys(value).length === 1, { error: `expected one of ${names.join(', ')}` })
    .describe(form.meaning)
    .meta({ minProperties: 1, maxProperties: 1 }) as unknown as z.ZodType<Record<string, Spell>>;
  const only = (value: Record<string, Spell>) => Object.entries(value)[0] as [Kind, Spell];
  return {
    name: form.name,
    schema,
    check: (_, context) => onlySimulated(context),
    async perform(value, { controls: { simulated } }) {
      const [kind, forMs] = only(value);
      if (simulated) form.begin(simulated, kind, forMs === 'always' ? Number.POSITIVE_INFINITY : forMs);
      return null;
    },
    describe(value) {
      const [kind, forMs] = only(value);
      return `${form.name} ${kind} ${forMs === 'always' ? forMs : durationText(forMs)}`;
    },
    durationsMs(value) {
      const [, forMs] = only(value);
      return forMs === 'always' ? [] : [forMs];
    },
    guide: form.guide,
  };
}
