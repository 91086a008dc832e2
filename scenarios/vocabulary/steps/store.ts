import { troubleWord } from '../trouble-word.ts';

export const store = troubleWord({
  name: 'store',
  meaning: 'what becomes of the file in which the gateway keeps its state',
  kinds: {
    full: 'its disk is full',
    busy: 'another process holds it; after 5 s a commit fails',
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
