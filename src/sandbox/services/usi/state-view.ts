import type { Desk } from './desk.ts';
import type { StoredDocument, SubmissionStatus } from './model.ts';
import { outcomes } from './validation.ts';

/** A stored submission. */
export interface SandboxUsiSubmission {
  id: string;
  name?: string;
  projectName?: string;
  team: string;
  status: SubmissionStatus;
  /** Reference of the AAP user who made it. */
  createdBy: string;
}

/** A stored sample. */
export interface SandboxUsiSample {
  id: string;
  submission: string;
  team: string;
  alias: string;
  accession?: string;
  /** All other fields, as they were sent. */
  body: Record<string, unknown>;
  validationStatus: 'Pending' | 'Complete';
  /** Outcome by author; empty while pending. */
  outcomes: Record<string, 'Pass' | 'Error' | 'Warning'>;
  processingStatus: string;
}

/** Read-only views of submissions and samples, as of the present lab time. */
export interface UsiStateView {
  submissions: {
    get(id: string): SandboxUsiSubmission | undefined;
    /** In order of creation. */
    list(): SandboxUsiSubmission[];
    count(): number;
  };
  samples: {
    get(id: string): SandboxUsiSample | undefined;
    /** In order of creation; of all submissions when none is given. */
    list(submission?: string): SandboxUsiSample[];
    count(): number;
  };
}

export function usiStateView(desk: Desk): UsiStateView {
  const { store } = desk;
  const submissions = () => {
    desk.tick();
    return store.submissions().map(
      ({ id, name, projectName, team, status, created }): SandboxUsiSubmission => ({
        id,
        ...(name === undefined ? {} : { name }),
        ...(projectName === undefined ? {} : { projectName }),
        team: team.name,
        status: status.value,
        createdBy: created.by,
      }),
    );
  };
  const samples = (submission?: string) => {
    desk.tick();
    const all = submission === undefined ? [...store.documents()] : store.documentsOf(submission);
    return all.filter(({ type }) => type === 'samples').sort((a, b) => a.n - b.n);
  };
  return {
    submissions: {
      get: (id) => submissions().find((submission) => submission.id === id),
      list: submissions,
      count: () => store.submissions().length,
    },
    samples: {
      get: (id) =>
        samples()
          .filter((item) => item.id === id)
          .map(view)[0],
      list: (submission) => samples(submission).map(view),
      count: () => samples().length,
    },
  };
}

function view(document: StoredDocument): SandboxUsiSample {
  const { id, submission, team, alias, accession, body, validation, processing } = document;
  return structuredClone({
    id,
    submission,
    team,
    alias,
    ...(accession === undefined ? {} : { accession }),
    body,
    validationStatus: validation.verdicts ? 'Complete' : 'Pending',
    outcomes: outcomes(validation.verdicts ?? []),
    processingStatus: processing.status,
  });
}
