import { troubleWord } from '../trouble-word.ts';

export const chatDb = troubleWord({
  name: 'chatDb',
  meaning: 'what the gateway itself meets when it reads chat.db; imsg reads on',
  kinds: {
    rejects: 'each read fails',
    hangs: 'each read ends only when this does',
    slow: 'each read takes 3 s',
  },
  begin: (simulated, kind, forMs) => simulated.troubleChatDb(kind, forMs),
  guide: [
    [
      '`chatDb: { hangs: 10s }`',
      'what the gateway itself meets when it reads chat.db: also `rejects`, `slow`; `always` for good. Only simulated',
    ],
  ],
});
