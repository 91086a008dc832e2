import { expect, it } from 'vitest';
import { tellWhatIsLeft } from '../../../../engine/account/left-waiting.ts';
import { createListLogger } from '../../../support/messages/list-logger.ts';

const ACCOUNTS = [
  { accountId: 'home', enabled: true },
  { accountId: 'work', enabled: false },
];

it('An operator is told what waits for accounts that are gone or not enabled, and nothing of those that run', async () => {
  const asked: (readonly string[])[] = [];
  const logger = createListLogger();
  const store = {
    async waitingOfOthers({ accountIds }: { accountIds: readonly string[] }) {
      asked.push(accountIds);
      return [{ accountId: 'work\n[home] forged', rows: 2, turns: 1, parts: 0 }];
    },
  };
  await tellWhatIsLeft(store, ACCOUNTS, logger);
  expect(asked).toEqual([['home']]);
  expect(logger.lines).toHaveLength(1);
  const [line] = logger.lines;
  expect(JSON.stringify(line)).toContain('rows: 2, turns: 1, parts of answers: 0');
  expect(JSON.stringify(line)).not.toMatch(/\\n|\n/);
});
