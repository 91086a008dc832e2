import { expect, it } from 'vitest';
import { newestMessage } from '../../../../engine/actions/newest-message.ts';
import type { Commands } from '../../../../engine/store/store.ts';
import { id } from '../../../support/messages/ids.ts';

type Came = Commands['cameIn']['out'][number];

const HERE = id.chat('any;-;+15550001111');
const came = (guid: string, fate: Came['fate'], code: Came['code']): Came => ({
  guid: id.guid(guid),
  fate,
  code,
});

async function newestOf(rows: readonly Came[]) {
  const asked: Commands['cameIn']['in'][] = [];
  const cameIn = async (input: Commands['cameIn']['in']) => {
    asked.push(input);
    return rows;
  };
  const options = { accountId: 'default', store: { cameIn }, clock: { wallMs: () => 3_600_000 } as never };
  return { newest: await newestMessage(HERE, options), asked };
}

it('the newest message of a chat is the last that somebody wrote who may, within ten minutes, over whatever service (ACT-10)', async () => {
  const { newest, asked } = await newestOf([
    came('SPAM', 'denied', 'dm_blocked'),
    came('LOVED', 'reaction', 'tapback'),
    came('PREVIEW', 'merged', 'folded'),
    came('LAST', null, 'admitted'),
    came('FIRST', 'dispatched', 'admitted'),
  ]);
  expect(newest).toBe('LAST');
  expect(asked).toMatchObject([{ accountId: 'default', sinceMs: 3_000_000 }]);
  expect(asked[0]!.chatGuids).toEqual(expect.arrayContaining([HERE, 'SMS;-;+15550001111']));
});

it('where nobody wrote there is none', async () => {
  expect((await newestOf([])).newest).toBeNull();
  expect((await newestOf([came('LOVED', 'reaction', 'tapback')])).newest).toBeNull();
});
