// The forms in which people write: one line each, with the event of the fake Mac that it is.

import { LAST_LINK, wordsAndLinks } from './linked-text.ts';

/** What a form makes of the text of a step. */
export interface MessageForm {
  readonly meaning: string;
  /** Kind and fields of the event, but for who writes, where and when. `gapMs` is asked for between two rows. */
  event(text: string, gapMs: number | undefined): { readonly kind: string };
  /** Why such a text cannot be sent so, or null. */
  problem?(text: string): string | null;
  /** The same as a pattern, for editors. */
  readonly pattern?: string;
}

const optional = (key: string, text: string) => (text === '' ? {} : { [key]: text });

export const MESSAGE_FORMS = {
  plain: {
    meaning: 'one row, the default',
    event: (text) => ({ kind: 'text', text }),
  },
  split: {
    meaning: 'a text and its link as two rows',
    event(sends, gapMs) {
      const [, text = '', link = sends] = LAST_LINK.exec(sends) ?? [];
      return { kind: 'split', text, link, ...(gapMs !== undefined && { gapMs }) };
    },
    problem: (text) =>
      LAST_LINK.exec(text)?.[1] === undefined
        ? 'a split send is a text that ends with a link, such as "Dump https://example.com/a"'
        : null,
    pattern: '^[\\s\\S]*\\S\\s+([hH][tT][tT][pP][sS]?://|[wW][wW][wW]\\.)\\S+$',
  },
  link: {
    meaning: 'a link alone, with its mark',
    event: (link) => ({ kind: 'link', link }),
    problem(text) {
      const link = LAST_LINK.exec(text);
      return link === null || link[1] !== undefined ? 'expected a link and nothing else' : null;
    },
    pattern: '^([hH][tT][tT][pP][sS]?://|[wW][wW][wW]\\.)\\S+$',
  },
  links: {
    meaning: 'a text and several links, a row each',
    event(text) {
      const { words, links } = wordsAndLinks(text);
      return { kind: 'links', links, ...optional('text', words) };
    },
    problem: (text) =>
      wordsAndLinks(text).links.length === 0
        ? 'there is no link in it, such as "https://example.com/a"'
        : null,
    pattern: '(^|\\s)([hH][tT][tT][pP][sS]?://|[wW][wW][wW]\\.)\\S',
  },
  photo: {
    meaning: 'a picture with the text as its caption',
    event: (text) => ({ kind: 'photo', ...optional('caption', text) }),
  },
  voice: {
    meaning: 'the text is spoken',
    event: (text) => ({ kind: 'voice-memo', ...optional('transcription', text) }),
  },
  file: {
    meaning: 'a document whose name is the text',
    event: (name) => ({ kind: 'file', name }),
  },
} as const satisfies Readonly<Record<string, MessageForm>>;

export type FormName = keyof typeof MESSAGE_FORMS;
export const FORM_NAMES = Object.keys(MESSAGE_FORMS) as [FormName, ...FormName[]];

export function formNamed(name: FormName): MessageForm {
  return MESSAGE_FORMS[name];
}
