import type { Socket } from 'node:net';
import { type SecureContext, TLSSocket } from 'node:tls';
import type { FaultEffect } from '../../../faults.ts';
import type { UploadArea } from './area.ts';
import { cutAfter, DataChannel, LineCut, stallAfter } from './data.ts';

/** What a session asks of its server. */
export interface Gate {
  /** The area of an account; undefined: wrong name or password. */
  login(username: string, password: string): UploadArea | undefined;
  context: SecureContext;
  /** What injected faults do to a command. */
  strike(operation: string, command: string, path: string): FaultEffect;
}

/** Operations as the faults name them. Other commands meet none. */
const OPERATIONS: Readonly<Record<string, string>> = {
  PASS: 'ena.files.login',
  EPSV: 'ena.files.data',
  PASV: 'ena.files.data',
  STOR: 'ena.files.upload',
  APPE: 'ena.files.upload',
  LIST: 'ena.files.list',
  NLST: 'ena.files.list',
  DELE: 'ena.files.delete',
  SIZE: 'ena.files.size',
  RETR: 'ena.files.read',
};

type Handler = (argument: string) => void | Promise<void>;

/** Commands that are taken before anybody has logged in. */
const OPEN = new Set(['USER', 'PASS', 'AUTH', 'PBSZ', 'PROT', 'FEAT', 'SYST', 'NOOP', 'QUIT', 'OPTS']);
const FEATURES = ['AUTH TLS', 'PBSZ', 'PROT', 'UTF8', 'SIZE', 'MDTM', 'REST STREAM', 'EPSV'];

/** One control connection: commands in, replies out, one after the other. */
export class FtpSession {
  #control: Socket;
  #pending = '';
  #work: Promise<void> = Promise.resolve();
  #user = '';
  #area: UploadArea | undefined;
  #secure = false;
  /** PROT P; without it the data goes in the clear, as some clients want it. */
  #protected = false;
  #restart = 0;
  #from = '';
  /** Of the command at hand. */
  #effect: FaultEffect = {};
  readonly #data: DataChannel;

  constructor(
    socket: Socket,
    private readonly gate: Gate,
  ) {
    this.#control = socket;
    this.#data = new DataChannel(socket.localAddress ?? '127.0.0.1');
    socket.on('close', () => this.#data.close());
    this.#listen(socket);
    this.#reply(220, 'Webin upload area of a sandbox');
  }

  #listen(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      this.#pending += chunk.toString('utf8');
      const lines = this.#pending.split('\n');
      this.#pending = lines.pop() ?? '';
      for (const line of lines) {
        // Commands wait for those before them, transfers included.
        this.#work = this.#work.then(() => this.#run(line.replace(/\r$/, '')));
      }
    });
  }

  #reply(code: number, text: string): void {
    if (this.#control.writable) this.#control.write(`${code} ${text}\r\n`);
  }

  async #run(line: string): Promise<void> {
    const [, name = '', argument = ''] = /^([A-Za-z]+) ?(.*)$/.exec(line) ?? [];
    const command = name.toUpperCase();
    const handler = this.#handlers[command];
    if (!handler) return this.#reply(500, `${command} not understood`);
    if (!this.#area && !OPEN.has(command)) return this.#reply(530, 'Please login with USER and PASS');
    const operation = OPERATIONS[command];
    this.#effect = operation
      ? this.gate.strike(operation, command, `/${command === 'PASS' ? '' : argument}`)
      : {};
    const { reset, status, body, resetAfterCommit, stallAfterBytes } = this.#effect;
    if (reset) return this.#cut();
    // As behind a firewall that drops what it does not like. (Files are stalled while they come.)
    if (stallAfterBytes !== undefined && operation !== 'ena.files.upload') return;
    if (status !== undefined) return this.#reply(status, String(body ?? 'Not now'));
    try {
      await handler(argument);
      if (resetAfterCommit) this.#cut();
    } catch (error) {
      this.#reply(550, error instanceof Error ? error.message : String(error));
    }
  }

  #cut(): void {
    this.#data.close();
    this.#control.destroy();
  }

  get #files(): UploadArea {
    if (!this.#area) throw new Error('Not logged in');
    return this.#area;
  }

  readonly #handlers: Readonly<Record<string, Handler>> = {
    USER: (name) => {
      this.#user = name;
      this.#reply(331, `Password required for ${name}`);
    },
    PASS: (password) => {
      this.#area = this.gate.login(this.#user, password);
      if (this.#area) this.#reply(230, `User ${this.#user} logged in`);
      else this.#reply(530, 'Login incorrect.');
    },
    AUTH: (method) => this.#startTls(method),
    PBSZ: () => this.#reply(200, 'PBSZ 0 successful'),
    PROT: (level) => {
      if (!this.#secure) return this.#reply(503, 'You must issue the AUTH command first');
      this.#protected = level.toUpperCase() === 'P';
      return this.#reply(200, `Protection set to ${this.#protected ? 'Private' : 'Clear'}`);
    },
    FEAT: () => {
      this.#control.write(
        `211-Features:\r\n${FEATURES.map((feature) => ` ${feature}\r\n`).join('')}211 End\r\n`,
      );
    },
    OPTS: () => this.#reply(200, 'OK'),
    SYST: () => this.#reply(215, 'UNIX Type: L8'),
    NOOP: () => this.#reply(200, 'OK'),
    TYPE: (type) => this.#reply(200, `Type set to ${type}`),
    STRU: () => this.#reply(200, 'Structure set to F'),
    MODE: () => this.#reply(200, 'Mode set to S'),
    ABOR: () => this.#reply(226, 'Abort successful'),
    PWD: () => this.#reply(257, `"${this.#files.cwd.replaceAll('"', '""')}" is the current directory`),
    CWD: (path) => {
      this.#files.chdir(path);
      this.#reply(250, 'CWD command successful');
    },
    CDUP: () => {
      this.#files.chdir('..');
      this.#reply(250, 'CDUP command successful');
    },
    MKD: (path) => this.#reply(257, `"${this.#files.mkdir(path)}" - Directory successfully created`),
    RMD: (path) => {
      this.#files.delete(path);
      this.#reply(250, 'RMD command successful');
    },
    DELE: (path) => {
      this.#files.delete(path);
      this.#reply(250, 'DELE command successful');
    },
    RNFR: (path) => {
      this.#files.get(path);
      this.#from = path;
      this.#reply(350, 'File or directory exists, ready for destination name');
    },
    RNTO: (path) => {
      this.#files.rename(this.#from, path);
      this.#reply(250, 'Rename successful');
    },
    SIZE: (path) => this.#reply(213, String(this.#files.file(path).size)),
    MDTM: (path) => {
      const stamp = this.#files.file(path).mtime.toISOString().replace(/\D/g, '');
      this.#reply(213, stamp.slice(0, 14));
    },
    REST: (offset) => {
      this.#restart = Number(offset) || 0;
      this.#reply(350, `Restarting at ${this.#restart}. Send STORE or RETRIEVE to initiate transfer`);
    },
    PASV: async () => {
      const port = await this.#data.open();
      const host = (this.#control.localAddress ?? '127.0.0.1').replace(/^::ffff:/, '').replaceAll('.', ',');
      this.#reply(227, `Entering Passive Mode (${host},${port >> 8},${port & 0xff}).`);
    },
    EPSV: async () => this.#reply(229, `Entering Extended Passive Mode (|||${await this.#data.open()}|)`),
    LIST: (argument) => this.#list(argument.replace(/^-\w+ ?/, ''), (entry) => entry.line),
    NLST: (argument) => this.#list(argument.replace(/^-\w+ ?/, ''), (entry) => entry.name),
    STOR: (path) => this.#store(path, false),
    APPE: (path) => this.#store(path, true),
    RETR: (path) => {
      const start = this.#takeRestart();
      const content = this.#files.read(path, start);
      return this.#transfer((socket) => this.#data.send(socket, content));
    },
    QUIT: () => {
      this.#reply(221, 'Goodbye.');
      this.#control.end();
    },
  };

  #startTls(method: string): void {
    if (!/^(TLS|TLS-C|SSL)$/i.test(method)) {
      this.#reply(504, 'AUTH type not supported');
      return;
    }
    const plain = this.#control;
    this.#reply(234, `AUTH ${method.toUpperCase()} successful`);
    plain.removeAllListeners('data');
    this.#control = new TLSSocket(plain, { isServer: true, secureContext: this.gate.context });
    this.#secure = true;
    this.#listen(this.#control);
  }

  #list(path: string, show: (entry: { name: string; line: string }) => string): Promise<void> {
    const lines = this.#files.list(path || '.').map((entry) => `${show(entry)}\r\n`);
    return this.#transfer((socket) => this.#data.send(socket, lines.join('')));
  }

  #store(path: string, append: boolean): Promise<void> {
    const start = this.#takeRestart();
    const { truncateBody, stallAfterBytes } = this.#effect;
    return this.#transfer(async (socket) => {
      let source: AsyncIterable<Buffer> = socket;
      // The line stays until we cut it below.
      if (typeof truncateBody === 'number')
        source = cutAfter(socket.iterator({ destroyOnReturn: false }), truncateBody);
      if (stallAfterBytes !== undefined) source = stallAfter(source, stallAfterBytes, this.#control);
      try {
        await this.#files.write(path, source, append ? undefined : start);
      } catch (error) {
        // Only now that all that came is kept: whoever is back at once goes on from there.
        if (error instanceof LineCut) this.#cut();
        throw error;
      }
    });
  }

  #takeRestart(): number {
    const start = this.#restart;
    this.#restart = 0;
    return start;
  }

  /** TLS begins only after the reply: there are clients that wait for it. */
  async #transfer(move: (socket: Socket) => Promise<void>): Promise<void> {
    const socket = await this.#data.accept();
    if (!socket) return this.#reply(425, 'Unable to build data connection');
    this.#reply(150, 'Opening BINARY mode data connection');
    const { context } = this.gate;
    const channel = this.#protected
      ? new TLSSocket(socket, { isServer: true, secureContext: context })
      : socket;
    try {
      await move(channel);
      if (!this.#effect.resetAfterCommit) this.#reply(226, 'Transfer complete.');
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#reply(426, `Connection closed; transfer aborted: ${why}`);
    } finally {
      channel.destroy();
      socket.destroy();
    }
  }
}
