import type { Database } from 'better-sqlite3';

/** Who is in which chat. Only the helper asks, so that statements are prepared when they are needed. */
export interface MemberQueries {
  /** Row ids of the chats somebody is in, by the exact address; lowest first. */
  chatsWith(address: string): number[];
  /** Row id of the first chat somebody is in whose number ends alike; null without one. */
  chatWithDigits(digits: string): number | null;
  /** Row id of the group of exactly these people, whatever its name; null without one. */
  groupOf(addresses: readonly string[]): number | null;
}

/** Numbers shorter than this are compared as they are. */
export const DIGITS_MIN = 10;

/** What a number is without what people put between its digits. */
export const digitsOf = (address: string): string => address.replace(/\D/g, '');

const CHATS_WITH = `SELECT DISTINCT j.chat_id FROM handle h JOIN chat_handle_join j ON j.handle_id = h.ROWID
  WHERE h.id = ? ORDER BY j.chat_id`;
const MEMBERS = `SELECT j.chat_id AS chatId, h.id AS address
  FROM chat_handle_join j JOIN handle h ON h.ROWID = j.handle_id ORDER BY j.chat_id`;
const GROUPS = `SELECT c.ROWID AS chatId, json_group_array(DISTINCT h.id) AS addresses FROM chat c
  JOIN chat_handle_join j ON j.chat_id = c.ROWID JOIN handle h ON h.ROWID = j.handle_id
  WHERE c.guid LIKE '%;+;%' GROUP BY c.ROWID ORDER BY c.ROWID`;

/** The queries on one connection. */
export function createMemberQueries(db: Database): MemberQueries {
  return {
    chatsWith: (address) => db.prepare<[string], number>(CHATS_WITH).pluck().all(address),
    chatWithDigits(digits) {
      const members = db.prepare<[], { chatId: number; address: string }>(MEMBERS).all();
      const found = members.find(({ address }) => {
        const other = digitsOf(address);
        return other.length >= DIGITS_MIN && (other.endsWith(digits) || digits.endsWith(other));
      });
      return found?.chatId ?? null;
    },
    groupOf(addresses) {
      const wanted = [...new Set(addresses)].sort().join('\n');
      const same = (json: string) => (JSON.parse(json) as string[]).sort().join('\n') === wanted;
      const groups = db.prepare<[], { chatId: number; addresses: string }>(GROUPS).all();
      return groups.find((group) => same(group.addresses))?.chatId ?? null;
    },
  };
}
