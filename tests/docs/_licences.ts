/** What the reference's folder holds of other people's work, in a file beside its pages. */
export const LICENCES = "licences.txt";

/** The notices that their licences ask for. */
export async function licences(): Promise<string> {
  const [typedoc, matrix] = await Promise.all([
    read("../LICENSE", import.meta.resolve("typedoc")),
    read("LICENSE", import.meta.resolve("ml-matrix")),
  ]);
  return `The comments are weightlab's, under the MIT licence.

== TypeDoc: scripts, styles and drawings ==

${typedoc.trim()}

== lunr, in its scripts: search ==

Copyright (C) 2013 by Oliver Nightingale. The MIT licence, as below.

== ml-matrix: the comments on the methods of Matrix ==

${matrix.trim()}
`;
}

async function read(file: string, from: string): Promise<string> {
  return await Deno.readTextFile(new URL(file, from));
}
