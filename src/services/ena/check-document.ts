import type { Issue } from '../../core/errors/index.ts';
import { parseXml } from '../../core/xml.ts';
import type { Action, ActionType } from './action-types.ts';
import { KINDS, type Kind } from './kinds.ts';
import type { EnaDocument, Experiment, ObjectOf, Project } from './types.ts';
import { ANALYSIS_REQUIRED, inVocabulary, platformOf, vocabulary } from './vocabulary.ts';

/** What a look at a whole document finds, before anything is sent. */
export interface Findings {
  /** It cannot be meant. */
  issues: Issue[];
  /** Sent all the same, and worth a word. */
  warnings: Issue[];
}

/** What a document asks for; one that does not say adds. */
export function actionsOf({ submission }: EnaDocument): ActionType[] {
  const actions = Array.isArray(submission?.actions) ? submission.actions : [];
  return actions.length > 0 ? actions.map((action) => action?.type as ActionType) : ['ADD'];
}

/** Checks that need more than one field, or the date. */
export function checkDocument(document: EnaDocument, now: number): Findings {
  const findings: Findings = { issues: [], warnings: [] };
  document.submission?.actions?.forEach((action, index) => {
    checkHold(action, `submission.actions[${index}]`, now, findings);
  });
  const actions = actionsOf(document);
  const creates = actions.includes('ADD');
  const needsObjects = creates || actions.includes('MODIFY');
  const objects =
    KINDS.reduce((sum, kind) => sum + (document[kind]?.length ?? 0), 0) + (document.xml?.length ?? 0);
  if (creates && objects === 0) {
    findings.issues.push({ path: '', message: 'there is nothing in it to add' });
  }
  for (const kind of KINDS) {
    const seen = new Map<string, number>();
    (document[kind] as ObjectOf[Kind][] | undefined)?.forEach((object, index) => {
      const at = `${kind}[${index}]`;
      checkName(object, at, needsObjects, creates, findings);
      const first = object.alias === undefined ? undefined : seen.get(object.alias);
      if (first !== undefined) {
        findings.issues.push({
          path: `${at}.alias`,
          message: `"${object.alias}" is also the alias of ${kind}[${first}]; aliases of a kind must differ`,
        });
      } else if (object.alias !== undefined) seen.set(object.alias, index);
    });
  }
  document.projects?.forEach((project, index) => {
    checkLengths(project, `projects[${index}]`, findings);
  });
  document.xml?.forEach((text, index) => {
    try {
      parseXml(text);
    } catch (error) {
      findings.issues.push({ path: `xml[${index}]`, message: `is not XML (${(error as Error).message})` });
    }
  });
  document.analyses?.forEach(({ analysisType, attributes = [] }, index) => {
    for (const tag of ANALYSIS_REQUIRED[analysisType] ?? []) {
      if (attributes.some((given) => given.tag === tag)) continue;
      findings.issues.push({
        path: `analyses[${index}].attributes`,
        message: `a ${analysisType} needs { tag: "${tag}", value: … }`,
      });
    }
  });
  return findings;
}

/** ENA's longest time of waiting. */
const MOST_YEARS = 2;

function checkHold({ type, holdUntilDate }: Action, at: string, now: number, findings: Findings): void {
  if (type !== 'HOLD' || holdUntilDate === undefined) return;
  const day = String(holdUntilDate);
  const last = new Date(now);
  last.setUTCFullYear(last.getUTCFullYear() + MOST_YEARS);
  // The server's day may be one ahead of ours.
  last.setUTCDate(last.getUTCDate() + 1);
  const path = `${at}.holdUntilDate`;
  if (day > last.toISOString().slice(0, 10)) {
    findings.issues.push({ path, message: `${day} is more than two years ahead, the most that ENA takes` });
  } else if (day < new Date(now).toISOString().slice(0, 10)) {
    findings.warnings.push({ path, message: `${day} is past: the data will be public at once` });
  }
}

function checkName(
  { alias, accession }: { alias?: string; accession?: string },
  at: string,
  needed: boolean,
  creates: boolean,
  { issues }: Findings,
): void {
  if (!needed || alias || (accession && !creates)) return;
  const message = creates
    ? 'is required: your own name for it, by which ENA knows a repetition'
    : 'or an accession is required, to say what is to be replaced';
  issues.push({ path: `${at}.alias`, message });
}

function checkLengths(project: Project, at: string, { warnings }: Findings): void {
  const check = (field: 'title' | 'description', most: number) => {
    const length = project[field].trim().length;
    if (length < 20 || length > most)
      warnings.push({ path: `${at}.${field}`, message: `has ${length} characters; ENA takes 20 to ${most}` });
  };
  check('title', 250);
  check('description', 4000);
}

/** Words as ENA spells them, whatever the case; platforms found by the model. Unknown words stay, with a warning. */
export function normalise(document: EnaDocument): { document: EnaDocument; warnings: Issue[] } {
  const warnings: Issue[] = [];
  const word = (words: readonly string[], given: string, path: string): string => {
    const known = inVocabulary(words, given);
    if (known === undefined)
      warnings.push({ path, message: `"${given}" is not a word of ENA's list of ${vocabulary.version}` });
    return known ?? given;
  };
  const instrument = (
    object: { instrumentPlatform?: string; instrumentModel?: string },
    at: string,
  ): { instrumentPlatform?: string; instrumentModel?: string } => {
    const { instrumentModel: model } = object;
    if (model === undefined) return object;
    const found = platformOf(model);
    const platform = object.instrumentPlatform?.toUpperCase() ?? found;
    if (platform === undefined) {
      warnings.push({
        path: `${at}.instrumentModel`,
        message: `the platform of "${model}" is not known here; give it as instrumentPlatform`,
      });
      return object;
    }
    const models = [...(vocabulary.platforms[platform] ?? []), 'unspecified'];
    return {
      ...object,
      instrumentPlatform: platform,
      instrumentModel: word(models, model, `${at}.instrumentModel`),
    };
  };
  const experiment = (object: Experiment, index: number): Experiment => {
    const at = `experiments[${index}]`;
    const library = object.libraryDescriptor;
    const { strategies, sources, selections } = vocabulary;
    return {
      ...object,
      ...instrument(object, at),
      libraryDescriptor: {
        ...library,
        libraryStrategy: word(strategies, library.libraryStrategy, `${at}.libraryDescriptor.libraryStrategy`),
        librarySource: word(sources, library.librarySource, `${at}.libraryDescriptor.librarySource`),
        librarySelection: word(
          selections,
          library.librarySelection,
          `${at}.libraryDescriptor.librarySelection`,
        ),
      },
    };
  };
  const files = <T extends { fileType: string }>(given: T[], words: readonly string[], at: string): T[] =>
    given.map((file, index) => ({
      ...file,
      fileType: word(words, file.fileType, `${at}.files[${index}].fileType`),
    }));
  return {
    document: {
      ...document,
      ...(document.projects && {
        projects: document.projects.map((project) =>
          project.adminProject || project.sequencingProject ? project : { ...project, sequencingProject: {} },
        ),
      }),
      ...(document.experiments && { experiments: document.experiments.map(experiment) }),
      ...(document.runs && {
        runs: document.runs.map((run, index) => ({
          ...run,
          ...instrument(run, `runs[${index}]`),
          files: files(run.files, vocabulary.runFileTypes, `runs[${index}]`),
        })),
      }),
      ...(document.analyses && {
        analyses: document.analyses.map((analysis, index) => ({
          ...analysis,
          analysisType: word(
            vocabulary.analysisTypes,
            analysis.analysisType,
            `analyses[${index}].analysisType`,
          ),
          files: files(analysis.files, vocabulary.analysisFileTypes, `analyses[${index}]`),
        })),
      }),
    },
    warnings,
  };
}
