/** What one competitor is measured by, each time it is its turn. Times are those of one unit of work. */
export interface Measurement {
  /** User and system time of its process. */
  cpuMs: number;
  wallMs: number;
  /** The most memory its process has had so far; not known on every system. */
  peakMiB: number | null;
  /** What only some of them measure. */
  [figure: string]: number | null;
}

/** A program that does the work, in a process of its own. */
export interface Peer {
  /** Rows refer to it by this. */
  readonly id: string;
  /** A file of `peers/`, without its ending. */
  readonly program: string;
  /** The packages it needs, when it is written in Python. */
  readonly python?: PythonPlace;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A new process for each round: where a cold start is what people have, or where memory is measured. */
  readonly fresh?: true;
  /** Runs in so many of the rounds only, where it takes long. Default: all. */
  readonly rounds?: number;
}

/** An environment for Python, below `node_modules/.cache`. */
export interface PythonPlace {
  readonly folder: string;
  readonly pins: readonly string[];
}

/**
 * - `cost`: ours ÷ theirs, less is better
 * - `speed`: theirs ÷ ours, more is better
 * - `over`: ours − theirs
 * - `plain`: ours alone
 */
export type Figure = 'cost' | 'speed' | 'over' | 'plain';

export interface Goal {
  /** As people know it: `G1`. */
  readonly id?: string;
  readonly atMost?: number;
  readonly atLeast?: number;
  /** Whether missing it fails the run. Others are told only. */
  readonly gated: boolean;
  /** How far the figure moves between runs: by 15 % where processors are measured, by 30 % where files are. Default 0.15. */
  readonly noise?: number;
}

/** One line of the page. */
export interface Row {
  /** What it is compared with; the line begins with it. */
  readonly against: string;
  /** What was done, and what was measured of it. */
  readonly what: string;
  readonly figure: Figure;
  /** Which of the measurements. */
  readonly measured: string;
  /** Of what the measurements are, for people: `µs` of `cpuMs` is told by `per`. */
  readonly unit: Unit;
  readonly ours: string;
  /** Needed by all but `plain`. */
  readonly theirs?: string;
  readonly goal?: Goal;
}

export interface Unit {
  readonly name: string;
  /** What a measurement is multiplied by. Default 1. */
  readonly times?: number;
  readonly digits?: number;
}

export const MICROSECONDS: Unit = { name: 'µs', times: 1000 };
export const MILLISECONDS: Unit = { name: 'ms' };
export const SECONDS: Unit = { name: 's', times: 0.001, digits: 1 };
export const MEBIBYTES: Unit = { name: 'MiB' };

/** What competitors need beside themselves: a server, files. */
export interface Stage {
  /** Added to the settings of each. */
  readonly settings: Readonly<Record<string, unknown>>;
  end(): Promise<void>;
}

export interface Workload {
  /** `npm run bench NAME` */
  readonly name: string;
  /** Heading on the page. */
  readonly title: string;
  /** What the figures are of. */
  readonly about: string;
  /** Takes too long for every day: runs under its name, and with `all`. */
  readonly long?: true;
  readonly rounds: number;
  readonly peers: readonly Peer[];
  readonly rows: readonly Row[];
  prepare?(tools: Tools): Promise<Stage>;
}

/** What a workload may use to set its stage. */
export interface Tools {
  /** Starts a program of `hosts/`; gives what it says when it is ready. */
  host(program: string, settings?: Readonly<Record<string, unknown>>): Promise<HostProcess>;
  /** An empty folder that is taken away afterwards. */
  readonly folder: string;
  /** Where the built package and programs lie. */
  readonly built: string;
}

export interface HostProcess {
  readonly ready: Readonly<Record<string, string>>;
  end(): Promise<void>;
}
