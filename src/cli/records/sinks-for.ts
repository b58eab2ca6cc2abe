import { sheetFolder, sheetList } from '../isatab/sink.ts';
import { Output } from '../output.ts';
import type { Records } from './open.ts';
import { jsonSink, type Sink, tableSink } from './sink.ts';

/** Table and JSON, as they are wanted. */
export async function sinksFor<T>(
  records: Records<T>,
  results: readonly string[],
  { output, json }: { output?: string; json?: boolean },
): Promise<Sink<T>[]> {
  if (records.sheet) {
    const toFolder =
      output === undefined || output === '-' ? undefined : await sheetFolder<T>(records.sheet, output);
    const shown = json ? jsonSink<T>(Output.stdout()) : undefined;
    const sinks = [toFolder, shown].filter((sink) => sink !== undefined);
    return sinks.length > 0 ? sinks : [sheetList(records.sheet, Output.stdout())];
  }
  const file = output === undefined || output === '-' ? undefined : await Output.file(output);
  const isTable = records.header !== undefined;
  const toFile = file && (isTable ? tableSink(records, results, file) : jsonSink<T>(file));
  if (json) return [...(toFile ? [toFile] : []), jsonSink(Output.stdout())];
  if (toFile) return [toFile];
  return [isTable ? tableSink(records, results, Output.stdout()) : jsonSink(Output.stdout())];
}
