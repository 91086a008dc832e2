import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../../engine/errors.ts';
import type { MessagesDb } from '../../../../engine/ports/messages-db.ts';
import { createStandingNumbers } from '../../../../engine/source/standing-numbers.ts';
import { id } from '../../../support/messages/ids.ts';

const GROUP = 'iMessage;+;chat900';
const chatsAt: MessagesDb['chatsAt'] = async (chatIds) =>
  chatIds.map(() => ({ guid: id.chat(`any;+;chat900`), identifier: 'chat900' }) as never);

function standingIn(isStill: boolean[], asked: MessagesDb['chatsAt'] = chatsAt) {
  const standing = createStandingNumbers();
  standing.open({ chatsAt: asked } as MessagesDb, [id.chatId(3)], async () => isStill.shift() ?? true);
  return standing;
}

describe('what numbers stand for in chat.db (ruling-22)', () => {
  it('is asked for once for each group', async () => {
    const standing = standingIn([true]);
    expect(standing.meaningOf(id.chatId(3))).toBeUndefined();
    await standing.look(GROUP);
    expect(standing.meaningOf(id.chatId(3))).toContain('chat900');
    expect(standing.look(GROUP)).toBeNull();
  });

  it('is not taken from another database that took its place, and asked for again', async () => {
    const standing = standingIn([false, true]);
    await standing.look(GROUP);
    expect(standing.meaningOf(id.chatId(3))).toBeUndefined();
    await standing.look(GROUP);
    expect(standing.meaningOf(id.chatId(3))).toContain('chat900');
  });

  it('stays open where chat.db cannot be read', async () => {
    const standing = standingIn([true], async () => {
      throw new EngineError('messages_db_unreadable', { message: 'chat.db cannot be read' });
    });
    await standing.look(GROUP);
    expect(standing.meaningOf(id.chatId(3))).toBeUndefined();
  });
});
