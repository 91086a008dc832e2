// The agent of these gateways: it names the messages that it was given.

/** What each message has in it that no other has. */
const MARK = /k\d{5}/g;

export const marksIn = (text: string): string[] => [...new Set(text.match(MARK))];

export const markOf = (number: number): string => `k${String(number).padStart(5, '0')}`;

/** What the program below answers to a turn with this text. */
export const answerTo = (text: string): string => `To ${marksIn(text).join(' ')}`;

/** Finds the turn on its standard input. One process, since there are thousands of turns. */
export const answerCommand = [
  'awk',
  `{ while (match($0, /k[0-9][0-9][0-9][0-9][0-9]/)) {
      mark = substr($0, RSTART, 6)
      if (!said[mark]++) answer = answer " " mark
      $0 = substr($0, RSTART + 6)
    } }
    END { print "To" answer }`,
];
