import { UserError } from '../user-error.ts';

/** Somebody is there to be asked, and to read the question. */
export const canAsk = (): boolean => process.stdin.isTTY === true && process.stderr.isTTY === true;

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const BACKSPACES = ['\u007F', '\b'];

/** Asks on the terminal; what is typed is not shown when it is `hidden`. */
export function ask(question: string, hidden: boolean): Promise<string> {
  const { stdin, stderr } = process;
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (error?: Error) => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      if (error) reject(error);
      else resolve(typed);
    };
    const onData = (chunk: string) => {
      for (const char of chunk) {
        if (char === '\r' || char === '\n') return end();
        if (char === CTRL_C || char === CTRL_D) return end(new UserError('nothing was typed'));
        if (BACKSPACES.includes(char)) {
          if (typed !== '' && !hidden) stderr.write('\b \b');
          typed = typed.slice(0, -1);
        } else if (char >= ' ') {
          typed += char;
          if (!hidden) stderr.write(char);
        }
      }
    };
    stdin.setRawMode(true);
    stdin.setEncoding('utf8');
    stdin.on('data', onData);
    stdin.resume();
    // Only now: what is typed from here on is not echoed by the terminal.
    stderr.write(question);
  });
}
