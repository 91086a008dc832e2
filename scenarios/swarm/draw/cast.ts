import type { Drawn, DrawnChat } from '../drawn.ts';
import type { Dice } from './dice.ts';

export interface Cast {
  /** All handles of each, by name. */
  readonly people: Readonly<Record<string, readonly string[]>>;
  readonly chats: Readonly<Record<string, DrawnChat>>;
}

const NAMES = ['alice', 'bob', 'carol', 'dave', 'erin', 'frank', 'grace', 'heidi'] as const;

/**
 * One to eight people, some with a mail address or several handles, and up to three groups of them.
 *
 * @param isCrowded There are several groups.
 */
export function drawCast(dice: Dice, isCrowded: boolean): Cast {
  const names = NAMES.slice(0, dice.whole(isCrowded ? 2 : 1, dice.chance(0.8) ? 4 : NAMES.length));
  const people = Object.fromEntries(names.map((name, index) => [name, drawHandles(dice, name, index)]));
  const groups =
    names.length < 2
      ? 0
      : dice.weighted([
          [isCrowded ? 0 : 2, 0],
          [isCrowded ? 0 : 3, 1],
          [2, 2],
          [1, 3],
        ]);
  const chats = Object.fromEntries(
    Array.from({ length: groups }, (_, index) => {
      const members = dice.some(names, 0.7);
      const name = dice.chance(0.7) ? { name: `Crew ${index + 1}` } : {};
      const oddRow = dice.chance(0.15) ? drawChatRow(dice, index) : {};
      return [
        `crew${index + 1}`,
        { ...name, ...oddRow, with: members.length >= 2 ? members : names.slice(0, 2) },
      ];
    }),
  );
  return { people, chats };
}

function drawHandles(dice: Dice, name: string, index: number): readonly string[] {
  const number = `+1555000${1111 * (index + 1)}`;
  const mail = `${name}@example.com`;
  const first = dice.chance(0.75) ? number : mail;
  return dice.chance(0.12) ? [first, first === number ? mail : number] : [first];
}

/** A group as older systems, or none that is known, have written it. */
function drawChatRow(dice: Dice, index: number): Partial<DrawnChat> {
  const number = `chat61234567890123456${index}`;
  return dice.pick<Partial<DrawnChat>>([
    { guid: `iMessage;+;${number}` },
    { guid: `SMS;+;${number}`, service: 'SMS' },
    { guid: `any;+;${number}`, style: 43, service: 'RCS' },
  ]);
}

/** As a scenario file has them: who has one handle stands there with it. */
export function drawnPeople({ people }: Pick<Cast, 'people'>): Drawn['people'] {
  return Object.fromEntries(
    Object.entries(people).map(([name, handles]) => [name, handles.length === 1 ? handles[0]! : handles]),
  );
}
