import type { BodyPiece } from '../../chat-db/blobs/body-pieces.ts';

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s.,;:!?'")\]}>]\S*/gi;
/** What ends a sentence is no part of the address in it. */
const TRAILING = /[.,;:!?'")\]}>]+$/;

/** The address that a link leads to: people leave the scheme out. */
export const addressOf = (link: string): string => (/^https?:/i.test(link) ? link : `http://${link}`);

/** The body of a link on its own: the data detector has marked it as one. */
export const linkPieces = (link: string): BodyPiece[] => [{ text: link, link: addressOf(link) }];

/** The body of a text in which the data detector has marked the addresses (file-4.6). */
export function linkedPieces(text: string): BodyPiece[] {
  const pieces: BodyPiece[] = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const link = match.replace(TRAILING, '');
    if (index > end) pieces.push({ text: text.slice(end, index) });
    pieces.push(...linkPieces(link));
    end = index + link.length;
  }
  return end < text.length || pieces.length === 0 ? [...pieces, { text: text.slice(end) }] : pieces;
}
