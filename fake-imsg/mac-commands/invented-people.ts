import type { Faker } from '@faker-js/faker';
import { bulkHandle } from '../chat-db/bulk/plain-texts.ts';
import type { Contact } from '../device/contact.ts';

/** People and what they say, all of it invented; the same for the same seed. */
export interface InventedPeople {
  readonly contacts: readonly Contact[];
  readonly phrases: readonly string[];
  readonly groups: readonly string[];
}

const PHRASES = 2000;
const PEOPLE_PER_GROUP = 6;

const TEMPLATES: readonly ((faker: Faker) => string)[] = [
  (faker) => `Are we still on for ${faker.date.weekday()}?`,
  (faker) => `Could you pick up some ${faker.food.ingredient()} on the way?`,
  (faker) => `I made ${faker.food.dish()}, come over`,
  (faker) => `The ${faker.vehicle.type().toLowerCase()} is at ${faker.location.street()}`,
  (faker) => `${faker.person.firstName()} says hi`,
  (faker) => `Happy birthday ${faker.person.firstName()}! 🎉`,
  (faker) => `Have you read "${faker.book.title()}"?`,
  (faker) => `They play ${faker.music.songName()} here 😂`,
  (faker) => `See https://example.com/${faker.word.noun()} when you have a minute.`,
  (faker) => `Running ${faker.number.int({ min: 5, max: 40 })} minutes late, sorry`,
  (faker) => `Meet me in ${faker.location.city()} at ${faker.number.int({ min: 1, max: 12 })}?`,
  (faker) => `We saw a ${faker.animal.type()} in the garden this morning`,
  () => 'ok',
  () => 'On my way',
  () => 'Thank you!',
  () => '👍',
];

const GROUP_KINDS = ['Book club', 'Family', 'Trip to', 'Neighbours of', 'Friends of', 'Choir of'];

const emailOf = (name: string, index: number) =>
  `${name.toLowerCase().replace(/[^a-z]+/g, '.')}${index}@example.com`;

/** @param faker Seeded by the caller. */
export function inventPeople(faker: Faker, count: number): InventedPeople {
  const contacts = Array.from({ length: count }, (_, index): Contact => {
    const name = faker.person.fullName();
    const phone = bulkHandle(index);
    // Numbers of fiction run out; those who have none are reached by an address.
    const handles = phone.includes('@') || faker.number.int(9) === 0 ? [emailOf(name, index)] : [phone];
    return {
      name,
      handles: faker.number.int(4) === 0 ? [...handles, emailOf(name, index + count)] : handles,
    };
  });
  const phrases = Array.from({ length: PHRASES }, () => faker.helpers.arrayElement(TEMPLATES)(faker));
  const groups = Array.from({ length: Math.floor(count / PEOPLE_PER_GROUP) }, (_, index) => {
    const kind = GROUP_KINDS[index % GROUP_KINDS.length]!;
    return kind.includes(' ') && kind !== 'Book club'
      ? `${kind} ${faker.location.city()}`
      : `${kind} ${index + 1}`;
  });
  return { contacts, phrases, groups };
}
