// Ids that are all text or numbers and may not stand for one another: one in the place of another would send words to
// the wrong person. Each is made in one place, where it comes in or is first drawn up.

declare const brand: unique symbol;

/** A value of which only the type says what it names; at run time it is the bare value. */
export type Branded<Value, Name extends string> = Value & { readonly [brand]: Name };

/** A row of one chat.db, above those that were there before it. Cursors and boundaries are plain numbers: they name no row. */
export type Rowid = Branded<number, 'Rowid'>;

/** Apple's name of one message, the same on every device. */
export type MessageGuid = Branded<string, 'MessageGuid'>;

/** Messages' name of one chat: where an answer goes. */
export type ChatGuid = Branded<string, 'ChatGuid'>;

/** The number of a chat in one chat.db: how its history is asked for. */
export type ChatId = Branded<number, 'ChatId'>;

/** What keeps the order of one conversation of one account; `laneOf` makes it. */
export type Lane = Branded<string, 'Lane'>;

/** One turn; it follows from the first of its rows, so that forming it again changes nothing. */
export type TurnId = Branded<string, 'TurnId'>;

/** One part of the answer to a turn. */
export type PartId = Branded<string, 'PartId'>;
