// Held by the compiler: `npm run check` fails where an id may stand in the place of another.

import { describe, expectTypeOf, test } from 'vitest';
import type { OwnRows } from '../../../../engine/echo/own-rows.ts';
import type { createOwnSends } from '../../../../engine/echo/own-sends.ts';
import type { SendRequest } from '../../../../engine/imsg/send.ts';
import type { Handle } from '../../../../engine/message/identity/handles.ts';
import type {
  ChatGuid,
  ChatId,
  Lane,
  MessageGuid,
  PartId,
  Rowid,
  TurnId,
} from '../../../../engine/message/ids.ts';
import type { Message } from '../../../../engine/message/message.ts';
import type { PartRow, PartTarget } from '../../../../engine/store/commands/parts.ts';
import type { Commands } from '../../../../engine/store/store.ts';
import type { laneOf } from '../../../../engine/turns/member.ts';
import type { Mutation } from '../../../../engine/wire/mutation.ts';

interface Ids {
  readonly rowid: Rowid;
  readonly messageGuid: MessageGuid;
  readonly chatGuid: ChatGuid;
  readonly chatId: ChatId;
  readonly lane: Lane;
  readonly turnId: TurnId;
  readonly partId: PartId;
}
type Name = keyof Ids;

/** `chatGuid as lane` and the like, for all that the compiler would let pass; `bare` = any text or number. */
type Mistakable = {
  [Given in Name]: {
    [Wanted in Exclude<Name, Given>]: Ids[Given] extends Ids[Wanted] ? `${Given} as ${Wanted}` : never;
  }[Exclude<Name, Given>];
}[Name];
type Bare = {
  [Wanted in Name]: string extends Ids[Wanted] ? Wanted : number extends Ids[Wanted] ? Wanted : never;
}[Name];

describe('an id', () => {
  test('stands for no id of another kind', () => {
    expectTypeOf<Mistakable>().toBeNever();
  });

  test('is no plain text or number', () => {
    expectTypeOf<Bare>().toBeNever();
  });
});

describe('where a mistake would reach a wrong person', () => {
  test('a send and its part go to a chat, and to nothing else', () => {
    expectTypeOf<
      Extract<SendRequest['target'], { chatGuid: unknown }>['chatGuid']
    >().toEqualTypeOf<ChatGuid>();
    expectTypeOf<PartTarget['chatGuid']>().toEqualTypeOf<ChatGuid>();
    expectTypeOf<PartTarget['to']>().toEqualTypeOf<Handle | undefined>();
    expectTypeOf<Parameters<OwnRows['of']>[0]>().toEqualTypeOf<ChatGuid>();
  });

  test('a lane is made of an account and a message, and by nothing else', () => {
    expectTypeOf<ReturnType<typeof laneOf>>().toEqualTypeOf<Lane>();
    expectTypeOf<Mutation['lane']>().toEqualTypeOf<Lane>();
    expectTypeOf<Commands['formTurn']['in']['turn']['lane']>().toEqualTypeOf<Lane>();
  });

  test('a proof is the guid of a message', () => {
    type Memory = ReturnType<typeof createOwnSends>;
    expectTypeOf<Parameters<Memory['addGuid']>[0]>().toEqualTypeOf<MessageGuid>();
    expectTypeOf<Message['guid'] | PartRow['guid']>().toEqualTypeOf<MessageGuid | null>();
    expectTypeOf<Commands['endPart']['in']['evidence']['guid']>().toEqualTypeOf<
      MessageGuid | null | undefined
    >();
  });

  test('a turn and a part are named by their own ids', () => {
    expectTypeOf<Commands['answer']['in']['turnId']>().toEqualTypeOf<TurnId>();
    expectTypeOf<Commands['startPart']['in']['partId']>().toEqualTypeOf<PartId>();
    expectTypeOf<Message['rowid'] | NonNullable<PartRow['rowid']>>().toEqualTypeOf<Rowid>();
  });
});
